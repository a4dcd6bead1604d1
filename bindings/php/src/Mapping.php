<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/** How rows of a table become events, for Replay::addRows: which column is what, how times are written (docs/replay.md). */
final class Mapping extends Handle
{
    /** From a file of YAML. InputException with all findings, IoException, LimitException for more than 4 MiB. */
    public static function load(string $path): self
    {
        if (\str_contains($path, "\0")) {
            throw new \ValueError('a path has no NUL');
        }
        return self::made(static fn (CData $out, CData $report): int
            => Native::ffi()->usher_mapping_load($path, $out, $report));
    }

    /**
     * The same from a text of YAML. InputException with all findings, LimitException.
     *
     * @param string $name what findings call it
     */
    public static function parse(string $text, string $name = 'mapping'): self
    {
        Codec::begin();
        [$called, $given] = [Codec::string($name), Codec::string($text)];
        return self::made(static fn (CData $out, CData $report): int
            => Native::ffi()->usher_mapping_load_memory($called, $given, $out, $report));
    }

    private static function made(callable $load): self
    {
        $out = Native::ffi()->new('usher_mapping *');
        Native::reported(static fn (CData $report): int => $load(FFI::addr($out), $report));
        return new self($out);
    }

    protected function destroy(CData $pointer): void
    {
        Native::ffi()->usher_mapping_destroy($pointer);
    }
}
