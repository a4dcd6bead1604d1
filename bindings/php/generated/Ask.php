<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** usher_ask, as usher.h explains it. */
final class Ask
{
    public function __construct(
        public readonly ?string $department,
        public readonly ?Duration $within,
        public readonly bool $beforeReply,
    ) {
    }
}
