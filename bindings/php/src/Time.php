<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

/** @internal Times of the library are milliseconds since 1970; those of PHP are DateTimeInterface. */
final class Time
{
    public static function toMilliseconds(\DateTimeInterface|int $time): int
    {
        return \is_int($time) ? $time : $time->getTimestamp() * 1000 + (int) $time->format('v');
    }

    public static function fromMilliseconds(int $time): ?\DateTimeImmutable
    {
        if ($time < 0) {
            return null;
        }
        $text = \sprintf('%d.%03d', \intdiv($time, 1000), $time % 1000);
        return \DateTimeImmutable::createFromFormat('U.v', $text, new \DateTimeZone('UTC')) ?: null;
    }

    public static function toJson(\DateTimeInterface $time): string
    {
        return \DateTimeImmutable::createFromInterface($time)->setTimezone(new \DateTimeZone('UTC'))
            ->format('Y-m-d\TH:i:s.v\Z');
    }
}
