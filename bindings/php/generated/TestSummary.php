<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_test_summary, as usher.h explains it. */
final class TestSummary
{
    public function __construct(
        public readonly int $passed,
        public readonly int $failed,
        public readonly int $rules,
        public readonly int $rulesMatched,
        public readonly int $conditions,
        public readonly int $conditionsSeenBoth,
    ) {
    }
}
