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
        return self::of($count, 1000);
    }

    public static function minutes(int|float $count): self
    {
        return self::of($count, 60000);
    }

    public static function hours(int|float $count): self
    {
        return self::of($count, 3600000);
    }

    public static function days(int|float $count): self
    {
        return self::of($count, 86400000);
    }

    private static function of(int|float $count, int $size): self
    {
        // Of two ints that is an int, or a float if no int can hold it.
        $milliseconds = \is_int($count * $size) ? $count * $size : \round($count * $size);
        if (\is_float($milliseconds) && !(\abs($milliseconds) < 2.0 ** 63)) {
            throw new \ValueError('a duration is a number of milliseconds that an int can hold');
        }
        return new self((int) $milliseconds);
    }

    /** @internal As events of JSON have it: 1h30m, 90.5s. */
    public function text(): string
    {
        $rest = $this->milliseconds;
        if ($rest < 0) {
            return "$rest ms";
        }
        $text = '';
        foreach (['h' => 3600000, 'm' => 60000] as $unit => $size) {
            $text .= $rest >= $size ? \intdiv($rest, $size) . $unit : '';
            $rest %= $size;
        }
        return $rest > 0 || $text === '' ? $text . $rest / 1000 . 's' : $text;
    }

    public function jsonSerialize(): int
    {
        return $this->milliseconds;
    }
}
