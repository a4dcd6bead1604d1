<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI\CData;

/** The outcome of a policy's tests. */
final class TestRun extends Handle
{
    /** @internal */
    public function __construct(CData $pointer)
    {
        parent::__construct($pointer);
    }

    protected function destroy(CData $pointer): void
    {
        Native::ffi()->usher_test_run_destroy($pointer);
    }

    public function summary(): TestSummary
    {
        return Codec::read(
            'usher_test_summary',
            Native::ffi()->usher_test_run_summary($this->pointer()),
            TestSummary::class
        );
    }

    /** Every failed expectation with its place, then the coverage. */
    public function text(Format $format = Format::Text): string
    {
        $run = $this->pointer();
        return (string) Native::textOf(static fn (CData $out): int
            => Native::ffi()->usher_test_run_text($run, $format->value, $out));
    }
}
