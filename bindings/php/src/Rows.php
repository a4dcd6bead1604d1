<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

/** @internal Mappings of PHP that the library takes as arrays of structs. */
final class Rows
{
    public const STRUCTS = [
        'facts' => 'usher_fact',
        'limits' => 'usher_limit',
        'sources' => 'usher_source',
        'capacities' => 'usher_kind_capacity',
    ];

    /**
     * @param array<string, mixed> $facts
     * @return list<array<string, mixed>>
     */
    public static function facts(array $facts): array
    {
        $rows = [];
        foreach ($facts as $name => $value) {
            $name = (string) $name;
            $rows[] = match (true) {
                \is_string($value) => ['name' => $name, 'type' => Abi::FACT_TEXT, 'text' => $value],
                \is_bool($value) => ['name' => $name, 'type' => Abi::FACT_FLAG, 'integer' => $value ? 1 : 0],
                \is_int($value), \is_float($value)
                    => ['name' => $name, 'type' => Abi::FACT_NUMBER, 'number' => (float) $value],
                $value instanceof \DateTimeInterface
                    => ['name' => $name, 'type' => Abi::FACT_TIME, 'integer' => Time::toMilliseconds($value)],
                $value instanceof Duration
                    => ['name' => $name, 'type' => Abi::FACT_DURATION, 'integer' => $value->milliseconds],
                $value === null => ['name' => $name],
                default => throw new \TypeError("the fact $name is a text, a number, a bool, a time or a Duration, not "
                    . \get_debug_type($value)),
            };
        }
        return $rows;
    }

    /**
     * @param array<string, int> $limits
     * @return list<array<string, mixed>>
     */
    public static function limits(array $limits): array
    {
        $rows = [];
        foreach ($limits as $name => $value) {
            if (!\is_int($value) || $value < 0) {
                throw new \TypeError("the limit $name is a number from 0 on");
            }
            $rows[] = ['name' => (string) $name, 'value' => $value];
        }
        return $rows;
    }

    /**
     * @param array<string, string> $sources
     * @return list<array<string, mixed>>
     */
    public static function sources(array $sources): array
    {
        $rows = [];
        foreach ($sources as $name => $text) {
            if (!\is_string($text)) {
                throw new \TypeError("the file $name is a text, not " . \get_debug_type($text));
            }
            $rows[] = ['name' => (string) $name, 'text' => $text];
        }
        return $rows;
    }

    /**
     * @param array<string, int> $capacities
     * @return list<array<string, mixed>>
     */
    public static function capacities(array $capacities): array
    {
        $rows = [];
        foreach ($capacities as $kind => $most) {
            if (!\is_int($most) || $most < 0) {
                throw new \TypeError("the capacity for $kind is a number from 0 on");
            }
            $rows[] = ['kind' => (string) $kind, 'most' => $most];
        }
        return $rows;
    }
}
