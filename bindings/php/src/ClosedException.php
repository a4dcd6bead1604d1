<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

/** Something was used after close(). */
final class ClosedException extends \LogicException
{
}
