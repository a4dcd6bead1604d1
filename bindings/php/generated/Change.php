<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

enum Change: int
{
    case NextOpening = 1;
    case NextClosing = 2;
    case LastOpening = 3;
    case LastClosing = 4;

    private const WORDS = [
        1 => 'next_opening',
        2 => 'next_closing',
        3 => 'last_opening',
        4 => 'last_closing',
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
