<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_department, as usher.h explains it. */
final class Department
{
    public function __construct(
        public readonly ?string $name,
        public readonly bool $open,
        public readonly bool $blocked,
        public readonly int $queued,
        public readonly int $offered,
        public readonly int $assigned,
        public readonly int $held,
        public readonly int $overdue,
        public readonly int $present,
        public readonly ?\DateTimeImmutable $oldest,
    ) {
    }
}
