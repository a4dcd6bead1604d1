<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_scenario_info, as usher.h explains it. */
final class ScenarioInfo
{
    public function __construct(
        public readonly ?string $name,
        public readonly ?string $about,
        public readonly int $seed,
        public readonly int $policies,
        public readonly int $replications,
        public readonly int $runs,
        public readonly ?\DateTimeImmutable $from,
        public readonly ?\DateTimeImmutable $until,
    ) {
    }
}
