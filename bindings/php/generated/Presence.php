<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

enum Presence: int
{
    case Online = 1;
    case Away = 2;
    case Offline = 3;
    case Gone = 4;

    private const WORDS = [
        1 => 'online',
        2 => 'away',
        3 => 'offline',
        4 => 'gone',
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
