<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_replay_summary, as usher.h explains it. */
final class ReplaySummary
{
    public function __construct(
        public readonly int $lines,
        public readonly int $events,
        public readonly int $leftOut,
        public readonly int $conversations,
        public readonly int $moved,
        public readonly int $changed,
        public readonly int $refusedBefore,
        public readonly int $refusedAfter,
        public readonly int $ignoredBefore,
        public readonly int $ignoredAfter,
        public readonly int $firstResponseKeptBefore,
        public readonly int $firstResponseKeptAfter,
        public readonly int $firstResponseBrokenBefore,
        public readonly int $firstResponseBrokenAfter,
        public readonly int $resolutionKeptBefore,
        public readonly int $resolutionKeptAfter,
        public readonly int $resolutionBrokenBefore,
        public readonly int $resolutionBrokenAfter,
    ) {
    }
}
