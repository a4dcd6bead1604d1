<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

/** A place where a phrase of the policy was found, and the topics, signals and rules that name it. */
final class PhraseMatch
{
    /** @param list<Part> $parts */
    public function __construct(
        public readonly string $phrase,
        public readonly ?string $language,
        public readonly Span $where,
        public readonly array $parts,
    ) {
    }
}
