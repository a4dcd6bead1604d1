<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/** The library. */
final class Usher
{
    /** "0.1.0" */
    public static function version(): string
    {
        return Native::ffi()->usher_version();
    }

    /**
     * The instants at which the wall clock of a zone shows a time such as "2026-03-20T09:30": what kind of time it is, the
     * first and the last of them. Of a skipped one both are the first instant behind the gap. No policy is needed.
     *
     * @return array{LocalTime, \DateTimeImmutable, \DateTimeImmutable}
     */
    public static function zoneResolve(string $zone, string $local): array
    {
        $ffi = Native::ffi();
        Codec::begin();
        [$name, $text] = [Codec::string($zone), Codec::string($local)];
        [$kind, $first, $last] = [$ffi->new('int32_t'), $ffi->new('int64_t'), $ffi->new('int64_t')];
        Native::reported(static fn (CData $report): int => $ffi->usher_zone_resolve(
            $name, $text, FFI::addr($kind), FFI::addr($first), FFI::addr($last), $report
        ));
        $time = static fn (CData $at): \DateTimeImmutable => Time::fromMilliseconds($at->cdata)
            ?? throw UsherException::of(Abi::TIME, []);
        return [LocalTime::from($kind->cdata), $time($first), $time($last)];
    }
}
