<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI\CData;

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
     * Into a usher_message, all of it 0. What triage spends most of its time on in PHP, so it is written out.
     *
     * @internal
     */
    public function write(CData $to): void
    {
        $to->struct_size = \FFI::sizeof($to);
        if ($this->text !== null) {
            Codec::text($to->text, $this->text);
        }
        if ($this->id !== null) {
            Codec::text($to->id, $this->id);
        }
        if ($this->conversation !== null) {
            Codec::text($to->conversation, $this->conversation);
        }
        if ($this->channel !== null) {
            Codec::text($to->channel, $this->channel);
        }
        if ($this->account !== null) {
            Codec::text($to->account, $this->account);
        }
        if ($this->visibility !== null) {
            Codec::text($to->visibility, $this->visibility);
        }
        if ($this->subject !== null) {
            Codec::text($to->subject, $this->subject);
        }
        if ($this->language !== null) {
            Codec::text($to->language, $this->language);
        }
        if ($this->time !== null) {
            $to->time = Time::toMilliseconds($this->time);
            $to->time_given = 1;
        }
        if ($this->tags !== []) {
            $to->tags = Codec::texts($this->tags, 'tags');
            $to->tag_count = \count($this->tags);
        }
        if ($this->facts !== []) {
            $to->facts = Rows::writeFacts($this->facts);
            $to->fact_count = \count($this->facts);
        }
    }
}
