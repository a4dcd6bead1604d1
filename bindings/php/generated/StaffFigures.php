<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_staff_figures, as usher.h explains it. */
final class StaffFigures
{
    public function __construct(
        public readonly int $agents,
        public readonly int $scheduled,
        public readonly bool $stable,
        public readonly bool $meets,
        public readonly float $occupancy,
        public readonly float $pWait,
        public readonly float $meanWait,
        public readonly float $meanWaitServed,
        public readonly float $waitP50,
        public readonly float $waitP90,
        public readonly float $waitP95,
        public readonly float $meanQueue,
        public readonly float $serviceLevel,
        public readonly float $abandoned,
        public readonly float $blocked,
    ) {
    }
}
