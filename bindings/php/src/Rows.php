<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/** @internal Mappings of PHP that the library takes as arrays of structs. */
final class Rows
{
    public const STRUCTS = [
        'limits' => 'usher_limit',
        'sources' => 'usher_source',
        'capacities' => 'usher_kind_capacity',
    ];

    /**
     * The first of them.
     *
     * @param non-empty-array<string, mixed> $facts
     */
    public static function writeFacts(array $facts): CData
    {
        $first = Codec::allocate('usher_fact', \count($facts));
        $i = 0;
        foreach ($facts as $name => $value) {
            $to = $first[$i++];
            $to->struct_size = FFI::sizeof($to);
            Codec::text($to->name, (string) $name);
            if (\is_string($value)) {
                $to->type = Abi::FACT_TEXT;
                Codec::text($to->text, $value);
            } elseif (\is_bool($value)) {
                $to->type = Abi::FACT_FLAG;
                $to->integer = $value ? 1 : 0;
            } elseif (\is_int($value) || \is_float($value)) {
                $to->type = Abi::FACT_NUMBER;
                $to->number = $value;
            } elseif ($value instanceof \DateTimeInterface) {
                $to->type = Abi::FACT_TIME;
                $to->integer = Time::toMilliseconds($value);
            } elseif ($value instanceof Duration) {
                $to->type = Abi::FACT_DURATION;
                $to->integer = $value->milliseconds;
            } elseif ($value !== null) {
                throw new \TypeError("the fact $name is a text, a number, a bool, a time or a Duration, not "
                    . \get_debug_type($value));
            }
        }
        return FFI::addr($first[0]);
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
