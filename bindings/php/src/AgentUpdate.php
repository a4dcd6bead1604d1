<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

/** What an event says of an agent. What is null stays as it is; an empty list says that there are none. */
final class AgentUpdate
{
    /**
     * @param ?list<string> $departments
     * @param ?list<string> $skills the best first
     * @param ?list<string> $languages the first is their own; none: all
     * @param ?list<string> $accounts none: all
     * @param ?array<string, int> $kinds how many conversations of a kind of channel at most
     * @param ?int $capacity in all
     * @param ?int $worksOn at once
     * @param ?string $shift a calendar; '': they are there when they say so
     */
    public function __construct(
        public ?Presence $presence = null,
        public ?array $departments = null,
        public ?array $skills = null,
        public ?array $languages = null,
        public ?array $accounts = null,
        public ?array $kinds = null,
        public ?int $capacity = null,
        public ?int $worksOn = null,
        public ?string $shift = null,
    ) {
    }

    /**
     * @internal
     *
     * @return array<string, mixed>
     */
    public function fields(): array
    {
        return \get_object_vars($this);
    }
}
