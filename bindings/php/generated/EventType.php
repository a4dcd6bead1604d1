<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

enum EventType: int
{
    case Message = 1;
    case Agent = 2;
    case Accept = 3;
    case Decline = 4;
    case Start = 5;
    case Assign = 6;
    case Transfer = 7;
    case Release = 8;
    case Block = 9;
    case Wait = 10;
    case Resolve = 11;
    case Reopen = 12;
    case Abandon = 13;
    case Fact = 14;
    case Note = 15;
    case Advance = 16;
    case ConsultAnswer = 17;
    case Ask = 18;
    case Forget = 19;
    case Link = 20;
    case Unlink = 21;
    case Merge = 22;
    case Split = 23;
    case AnswerMany = 24;
    case Rebalance = 25;

    private const WORDS = [
        1 => 'message',
        2 => 'agent',
        3 => 'accept',
        4 => 'decline',
        5 => 'start',
        6 => 'assign',
        7 => 'transfer',
        8 => 'release',
        9 => 'block',
        10 => 'wait',
        11 => 'resolve',
        12 => 'reopen',
        13 => 'abandon',
        14 => 'fact',
        15 => 'note',
        16 => 'advance',
        17 => 'consult_answer',
        18 => 'ask',
        19 => 'forget',
        20 => 'link',
        21 => 'unlink',
        22 => 'merge',
        23 => 'split',
        24 => 'answer_many',
        25 => 'rebalance',
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
