<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

enum PartKind: int
{
    case Department = 1;
    case Rule = 2;
    case Topic = 3;
    case Signal = 4;
    case Channel = 5;
    case Account = 6;
    case Reply = 7;
    case Fact = 8;
    case Band = 9;
    case Calendar = 10;
    case Sla = 11;
    case Agent = 12;
    case Group = 13;

    private const WORDS = [
        1 => 'department',
        2 => 'rule',
        3 => 'topic',
        4 => 'signal',
        5 => 'channel',
        6 => 'account',
        7 => 'reply',
        8 => 'fact',
        9 => 'band',
        10 => 'calendar',
        11 => 'sla',
        12 => 'agent',
        13 => 'group',
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
