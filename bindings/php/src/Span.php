<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI\CData;

/** A place in a text: bytes [begin, end), and the code points of the same place. */
final class Span
{
    public function __construct(
        public readonly int $begin,
        public readonly int $end,
        public readonly int $beginCodePoint,
        public readonly int $endCodePoint,
    ) {
    }

    /** @internal */
    public static function of(CData $span): self
    {
        return new self($span->begin, $span->end, $span->begin_code_point, $span->end_code_point);
    }
}
