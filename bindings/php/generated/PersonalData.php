<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_personal_data, as usher.h explains it. */
final class PersonalData
{
    public function __construct(
        public readonly ?string $kind,
        public readonly Span $where,
        public readonly bool $counts,
    ) {
    }
}
