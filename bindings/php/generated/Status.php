<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

enum Status: int
{
    case Ok = 0;
    case Repeated = 1;
    case Argument = 10;
    case Newer = 11;
    case Memory = 12;
    case Policy = 13;
    case Input = 14;
    case Limit = 15;
    case Io = 16;
    case Format = 17;
    case Version = 18;
    case State = 19;
    case Time = 20;
    case Conflict = 21;
    case NotFound = 22;
    case Lease = 23;
    case OutcomeUnknown = 24;
    case Forked = 25;
    case Internal = 26;

    private const WORDS = [
        0 => 'ok',
        1 => 'repeated',
        10 => 'argument',
        11 => 'newer',
        12 => 'memory',
        13 => 'policy',
        14 => 'input',
        15 => 'limit',
        16 => 'io',
        17 => 'format',
        18 => 'version',
        19 => 'state',
        20 => 'time',
        21 => 'conflict',
        22 => 'not_found',
        23 => 'lease',
        24 => 'outcome_unknown',
        25 => 'forked',
        26 => 'internal',
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
