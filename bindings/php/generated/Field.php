<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

enum Field: int
{
    case Department = 1;
    case Agent = 2;
    case Engage = 3;
    case Priority = 4;
    case Band = 5;
    case Language = 6;
    case Intent = 7;
    case Stage = 8;
    case Sentiment = 9;
    case Visibility = 10;
    case MoveTo = 11;
    case Reply = 12;
    case Sla = 13;
    case FirstResponse = 14;
    case NextResponse = 15;
    case Resolution = 16;
    case Topics = 32;
    case Pii = 33;
    case Skills = 34;
    case Tags = 35;
    case Notify = 36;
    case Ask = 37;

    private const WORDS = [
        1 => 'department',
        2 => 'agent',
        3 => 'engage',
        4 => 'priority',
        5 => 'band',
        6 => 'language',
        7 => 'intent',
        8 => 'stage',
        9 => 'sentiment',
        10 => 'visibility',
        11 => 'move_to',
        12 => 'reply',
        13 => 'sla',
        14 => 'first_response',
        15 => 'next_response',
        16 => 'resolution',
        32 => 'topics',
        33 => 'pii',
        34 => 'skills',
        35 => 'tags',
        36 => 'notify',
        37 => 'ask',
    ];

    /** As JSON and the documentation have it. */
    public function word(): string
    {
        return self::WORDS[$this->value];
    }

    public static function fromWord(string $word): self
    {
        $value = \array_search($word, self::WORDS, true);
        if ($value === false) {
            throw new \ValueError("there is no " . self::class . " '$word'; there are "
                . \implode(', ', self::WORDS));
        }
        return self::from($value);
    }
}
