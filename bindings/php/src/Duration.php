<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

/** A length of time. PHP's DateInterval has months, which have no length. */
final class Duration implements \JsonSerializable
{
    private function __construct(public readonly int $milliseconds)
    {
    }

    public static function milliseconds(int $count): self
    {
        return new self($count);
    }

    public static function seconds(int|float $count): self
    {
        return new self((int) \round($count * 1000));
    }

    public static function minutes(int|float $count): self
    {
        return self::seconds($count * 60);
    }

    public static function hours(int|float $count): self
    {
        return self::seconds($count * 3600);
    }

    public static function days(int|float $count): self
    {
        return self::seconds($count * 86400);
    }

    public function jsonSerialize(): int
    {
        return $this->milliseconds;
    }
}
