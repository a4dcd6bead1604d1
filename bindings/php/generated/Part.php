<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_part, as usher.h explains it. */
final class Part
{
    public function __construct(
        public readonly ?PartKind $part,
        public readonly int $line,
        public readonly int $column,
        public readonly ?string $name,
        public readonly ?string $file,
    ) {
    }
}
