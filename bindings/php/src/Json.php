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
                self::plain(self::timed($mapping, isset($mapping['type'])), '', []),
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
    private static function timed(array $mapping, bool $ofEvent): array
    {
        $made = [];
        foreach (self::TIMES as $key) {
            if (\is_int($mapping[$key] ?? null) && $mapping[$key] >= 0) {
                $made[$key] = Time::fromMilliseconds($mapping[$key]);
            }
        }
        if ($ofEvent && \is_array($mapping['message'] ?? null)) {
            $made['message'] = self::timed($mapping['message'], false);
        }
        if ($ofEvent && ($mapping['within'] ?? null) instanceof Duration) {
            $made['within'] = $mapping['within']->text();
        }
        return \array_replace($mapping, $made); // what the caller has a reference to stays what it is
    }

    /** @param array<string, true> $inside the references that lead here: one that comes again has no end */
    private static function plain(mixed $value, int|string $key, array $inside): mixed
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
                $within = $inside;
                if (\is_array($each) && ($id = \ReflectionReference::fromArrayElement($value, $name)?->getId()) !== null) {
                    if (isset($inside[$id])) {
                        throw new \ValueError("this is no JSON: '$name' contains itself");
                    }
                    $within[$id] = true;
                }
                $made[$name] = self::plain($each, $name, $within);
            }
            return $made;
        }
        if ($value === null || \is_scalar($value) || $value instanceof Duration) {
            return $value;
        }
        throw new \TypeError("usher has no use for a " . \get_debug_type($value) . " as '$key'");
    }
}
