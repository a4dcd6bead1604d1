<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI\CData;

/**
 * Something that happened, for a desk. What is null is not said, and what an event of its type has no use for is not
 * looked at: docs/desk.md has all of them.
 */
final class Event
{
    /**
     * @param \DateTimeInterface|int|null $time when it happened; null: the desk's own time
     * @param ?string $id the same again has effect once
     * @param ?string $other link: the other customer; merge: into which conversation; split: what the part is called
     * @param ?string $text why, in the person's words; of answer_many the answer
     * @param ?list<string> $skills added to those of rules
     * @param ?list<string> $conversations of answer_many
     * @param bool $fromStaff a message of staff, not of the customer
     * @param bool $private of staff: the customer does not see it
     * @param bool $resolves of staff, and of answer_many: the matter is settled by it
     * @param bool $unblock block: opens the queue again
     * @param bool $force advance: further ahead than the policy believes
     * @param bool $refused consult_answer: the department says no
     * @param bool $beforeReply ask: the customer is to hear nothing before this is answered
     */
    public function __construct(
        public EventType $type,
        public ?string $conversation = null,
        public \DateTimeInterface|int|null $time = null,
        public ?string $id = null,
        public ?Message $message = null,
        public ?string $agent = null,
        public ?string $department = null,
        public ?string $text = null,
        public \DateTimeInterface|int|null $due = null,
        public ?array $skills = null,
        public ?string $preferAgent = null,
        public ?AgentUpdate $agentUpdate = null,
        public ?int $priority = null,
        public ?string $customer = null,
        public ?Duration $within = null,
        public ?string $other = null,
        public ?string $topic = null,
        public ?array $conversations = null,
        public ?string $reply = null,
        public \DateTimeInterface|int|null $until = null,
        public bool $fromStaff = false,
        public bool $private = false,
        public bool $resolves = false,
        public bool $unblock = false,
        public bool $force = false,
        public bool $refused = false,
        public bool $beforeReply = false,
    ) {
    }

    /**
     * Structs of events in a row, or null for none.
     *
     * @internal
     *
     * @param array<mixed> $events
     * @param string $rule what is said of anything else
     */
    public static function structs(array $events, string $rule): ?CData
    {
        $rows = [];
        foreach ($events as $event) {
            if (!$event instanceof self) {
                throw new \TypeError("$rule, not " . \get_debug_type($event));
            }
            $rows[] = \get_object_vars($event);
        }
        return Codec::structs('usher_event', $rows);
    }
}
