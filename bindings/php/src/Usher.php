<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

/** The library. */
final class Usher
{
    /** "0.1.0" */
    public static function version(): string
    {
        return Native::ffi()->usher_version();
    }
}
