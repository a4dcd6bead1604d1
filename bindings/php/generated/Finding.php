<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_finding, as usher.h explains it. */
final class Finding
{
    public function __construct(
        public readonly ?Severity $severity,
        public readonly int $line,
        public readonly int $column,
        public readonly ?string $code,
        public readonly ?string $file,
        public readonly ?string $path,
        public readonly ?string $message,
        public readonly ?string $hint,
    ) {
    }
}
