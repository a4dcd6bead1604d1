<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

enum EffectType: int
{
    case Routed = 1;
    case Queued = 2;
    case Offered = 3;
    case Assigned = 4;
    case Unassigned = 5;
    case Blocked = 6;
    case Held = 7;
    case Waiting = 8;
    case Closed = 9;
    case Due = 10;
    case DueSoon = 11;
    case Breached = 12;
    case Paused = 13;
    case Widened = 14;
    case Escalated = 15;
    case Notify = 16;
    case Ask = 17;
    case MovePrivate = 18;
    case Suggest = 19;
    case Ignored = 20;
    case Presence = 21;
    case Overruled = 22;
    case Late = 23;
    case Consulted = 24;
    case Unapproved = 25;
    case Forgotten = 26;
    case Joined = 27;
    case Merged = 28;
    case Split = 29;
    case Answered = 30;
    case Unstaffed = 31;

    private const WORDS = [
        1 => 'routed',
        2 => 'queued',
        3 => 'offered',
        4 => 'assigned',
        5 => 'unassigned',
        6 => 'blocked',
        7 => 'held',
        8 => 'waiting',
        9 => 'closed',
        10 => 'due',
        11 => 'due_soon',
        12 => 'breached',
        13 => 'paused',
        14 => 'widened',
        15 => 'escalated',
        16 => 'notify',
        17 => 'ask',
        18 => 'move_private',
        19 => 'suggest',
        20 => 'ignored',
        21 => 'presence',
        22 => 'overruled',
        23 => 'late',
        24 => 'consulted',
        25 => 'unapproved',
        26 => 'forgotten',
        27 => 'joined',
        28 => 'merged',
        29 => 'split',
        30 => 'answered',
        31 => 'unstaffed',
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
