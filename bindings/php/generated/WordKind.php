<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

enum WordKind: int
{
    case Word = 1;
    case Emoji = 2;
    case Tag = 3;
    case Mention = 4;
    case Url = 5;
    case Email = 6;

    private const WORDS = [
        1 => 'word',
        2 => 'emoji',
        3 => 'tag',
        4 => 'mention',
        5 => 'url',
        6 => 'email',
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
