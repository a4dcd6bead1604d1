<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_staff_hour, as usher.h explains it. */
final class StaffHour
{
    public function __construct(
        public readonly int $arrivals,
        public readonly float $coveredHours,
        public readonly float $perHour,
        public readonly int $agents,
        public readonly int $scheduled,
        public readonly float $occupancy,
        public readonly float $meanWait,
        public readonly float $serviceLevel,
        public readonly float $abandoned,
    ) {
    }
}
