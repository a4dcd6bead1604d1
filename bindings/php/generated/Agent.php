<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_agent, as usher.h explains it. */
final class Agent
{
    /**
     * @param list<string> $departments
     * @param list<string> $skills
     * @param list<string> $languages
     */
    public function __construct(
        public readonly ?string $name,
        public readonly ?Presence $presence,
        public readonly bool $present,
        public readonly int $conversations,
        public readonly int $waiting,
        public readonly int $load,
        public readonly int $capacity,
        public readonly ?\DateTimeImmutable $idleSince,
        public readonly array $departments,
        public readonly array $skills,
        public readonly array $languages,
    ) {
    }
}
