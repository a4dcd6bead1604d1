<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_event_result, as usher.h explains it. */
final class EventResult
{
    public function __construct(
        public readonly Status $status,
        public readonly bool $late,
        public readonly ?\DateTimeImmutable $time,
        public readonly int $firstEffect,
        public readonly int $effectCount,
    ) {
    }
}
