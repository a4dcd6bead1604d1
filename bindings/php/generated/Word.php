<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_word, as usher.h explains it. */
final class Word
{
    public function __construct(
        public readonly ?WordKind $kind,
        public readonly ?string $text,
        public readonly Span $where,
    ) {
    }
}
