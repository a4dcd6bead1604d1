<?php
// SPDX-License-Identifier: BSL-1.0
// made by bindings/abi/generate.py from usher.h; do not edit
declare(strict_types=1);

namespace Usher;

/** A call that failed with the status conflict. */
final class ConflictException extends UsherException
{
}
