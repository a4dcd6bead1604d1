<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

/**
 * What a customer wrote, field by field. What is null is not given.
 *
 * Facts go by their dotted names; their kind follows the value: a string is a text or a value of an enumeration, an int
 * or float a number, a bool a flag, a DateTimeInterface a time, a Duration a duration, null a fact that is missing.
 */
final class Message
{
    /**
     * @param list<string> $tags those that the conversation carries
     * @param array<string, string|int|float|bool|\DateTimeInterface|Duration|null> $facts
     * @param \DateTimeInterface|int|null $time when it came; an int is milliseconds since 1970
     */
    public function __construct(
        public ?string $text = null,
        public ?string $id = null,
        public ?string $conversation = null,
        public ?string $channel = null,
        public ?string $account = null,
        public ?string $visibility = null,
        public ?string $subject = null,
        public ?string $language = null,
        public \DateTimeInterface|int|null $time = null,
        public array $tags = [],
        public array $facts = [],
    ) {
    }

    /**
     * @internal
     *
     * @return array<string, mixed>
     */
    public function fields(): array
    {
        return [
            'text' => $this->text, 'id' => $this->id, 'conversation' => $this->conversation,
            'channel' => $this->channel, 'account' => $this->account, 'visibility' => $this->visibility,
            'subject' => $this->subject, 'language' => $this->language, 'time' => $this->time,
            'tags' => $this->tags === [] ? null : $this->tags, 'facts' => $this->facts === [] ? null : $this->facts,
        ];
    }
}
