<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_conversation, as usher.h explains it. */
final class Conversation
{
    /**
     * @param list<string> $skills
     * @param list<string> $tags
     * @param list<Clock> $breached
     */
    public function __construct(
        public readonly int $number,
        public readonly ?string $name,
        public readonly ?string $place,
        public readonly ?string $status,
        public readonly ?string $department,
        public readonly ?string $agent,
        public readonly ?string $band,
        public readonly ?string $account,
        public readonly ?string $language,
        public readonly ?string $sla,
        public readonly ?string $reply,
        public readonly array $skills,
        public readonly array $tags,
        public readonly int $priority,
        public readonly bool $engaged,
        public readonly bool $unanswered,
        public readonly int $step,
        public readonly int $messages,
        public readonly int $transfers,
        public readonly int $reopens,
        public readonly array $breached,
        public readonly ?\DateTimeImmutable $created,
        public readonly ?\DateTimeImmutable $waitingSince,
        public readonly ?\DateTimeImmutable $until,
        public readonly ?\DateTimeImmutable $firstResponse,
        public readonly ?\DateTimeImmutable $nextResponse,
        public readonly ?\DateTimeImmutable $resolution,
        public readonly int $questions,
        public readonly int $heldAnswers,
        public readonly ?string $asker,
        public readonly ?string $mergedInto,
    ) {
    }
}
