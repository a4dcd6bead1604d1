<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_effect, as usher.h explains it. */
final class Effect
{
    public function __construct(
        public readonly int $n,
        public readonly ?\DateTimeImmutable $time,
        public readonly ?EffectType $type,
        public readonly ?Clock $clock,
        public readonly ?string $conversation,
        public readonly ?string $agent,
        public readonly ?string $department,
        public readonly ?string $because,
        public readonly ?string $what,
        public readonly ?\DateTimeImmutable $at,
        public readonly int $number,
        public readonly bool $byRule,
        public readonly ?string $other,
        public readonly ?string $text,
    ) {
    }
}
