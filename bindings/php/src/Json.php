<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

/** @internal Arrays of PHP as the library's JSON. */
final class Json
{
    /** Keys whose value is a list; any other empty array is an object. */
    private const LISTS = ['tags', 'skills', 'languages', 'departments', 'accounts', 'conversations'];

    /** Keys of messages and events, not of facts, whose value is a time. */
    private const TIMES = ['time', 'due', 'until'];

    /** @param array<mixed> $mapping */
    public static function encode(array $mapping): string
    {
        try {
            return \json_encode(
                self::plain(self::timed($mapping), ''),
                \JSON_THROW_ON_ERROR | \JSON_UNESCAPED_UNICODE | \JSON_UNESCAPED_SLASHES | \JSON_PRESERVE_ZERO_FRACTION
                    | \JSON_INVALID_UTF8_SUBSTITUTE
            );
        } catch (\JsonException $error) {
            throw new \ValueError('this is no JSON: ' . $error->getMessage(), 0, $error);
        }
    }

    /**
     * @param array<mixed> $mapping
     * @return array<mixed>
     */
    private static function timed(array $mapping): array
    {
        foreach (self::TIMES as $key) {
            if (\is_int($mapping[$key] ?? null) && $mapping[$key] >= 0) {
                $mapping[$key] = Time::fromMilliseconds($mapping[$key]);
            }
        }
        if (isset($mapping['type']) && \is_array($mapping['message'] ?? null)) {
            $mapping['message'] = self::timed($mapping['message']); // of an event
        }
        if (isset($mapping['type']) && ($mapping['within'] ?? null) instanceof Duration) {
            $mapping['within'] = $mapping['within']->text();
        }
        return $mapping;
    }

    private static function plain(mixed $value, int|string $key): mixed
    {
        if ($value instanceof \DateTimeInterface) {
            return Time::toJson($value);
        }
        if ($value instanceof \BackedEnum) {
            return \method_exists($value, 'word') ? $value->word() : $value->value;
        }
        if (\is_array($value)) {
            if ($value === []) {
                return \in_array($key, self::LISTS, true) ? [] : new \stdClass();
            }
            $made = [];
            foreach ($value as $name => $each) {
                $made[$name] = self::plain($each, $name);
            }
            return $made;
        }
        if ($value === null || \is_scalar($value) || $value instanceof Duration) {
            return $value;
        }
        throw new \TypeError("usher has no use for a " . \get_debug_type($value) . " as '$key'");
    }
}
