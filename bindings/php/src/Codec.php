<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/**
 * Values of PHP into structs of the library and back, by the tables of Abi. What is written lives until begin() is
 * called for the next call.
 *
 * @internal
 */
final class Codec
{
    private const FIRST_BYTES = 16384;
    private const KEPT_BYTES = 1 << 20;

    private static int $capacity = 0;
    private static int $used = 0;
    private static ?CData $base = null;
    /** @var list<CData> */
    private static array $kept = [];
    /** @var list<CData> */
    private static array $chunk = [];
    /** @var array<string, FFI\CType> */
    private static array $types = [];

    /** Forgets what was written for the last call. */
    public static function begin(): void
    {
        self::$used = 0;
        self::$kept = [];
        if (self::$capacity > self::KEPT_BYTES) {
            self::$capacity = 0;
        }
    }

    /** Bytes of the library's that hold the text. */
    public static function bytes(string $text): CData
    {
        $size = \strlen($text);
        if (self::$used + $size > self::$capacity) {
            self::grow($size);
        }
        $to = self::$base + self::$used;
        FFI::memcpy($to, $text, $size);
        self::$used += $size;
        return $to;
    }

    private static function grow(int $size): void
    {
        // Texts that were written already stay where they are until the call is over.
        \array_push(self::$kept, ...self::$chunk);
        $ffi = Native::ffi();
        self::$capacity = \max(self::FIRST_BYTES, 2 * self::$capacity, $size);
        self::$used = 0;
        $chunk = $ffi->new('char[' . self::$capacity . ']');
        $holder = $ffi->new('usher_bytes');
        $holder->data = FFI::addr($chunk[0]);
        self::$base = $holder->data;
        self::$chunk = [$chunk, $holder];
    }

    public static function text(CData $to, string $text): void
    {
        // Without a byte it is "given and empty", not "not given".
        $to->data = self::bytes($text === '' ? "\0" : $text);
        $to->size = \strlen($text);
    }

    /** A usher_str to be handed over by value. */
    public static function string(string $text): CData
    {
        $made = Native::ffi()->new('usher_str');
        self::text($made, $text);
        return $made;
    }

    /** @param array<mixed> $fields by the names of PHP; null: not given */
    public static function struct(string $struct, array $fields): CData
    {
        $made = Native::ffi()->new($struct);
        self::$kept[] = $made;
        self::write($struct, $made, $fields);
        return $made;
    }

    /** So many structs in a row, all of them 0. */
    public static function allocate(string $struct, int $count): CData
    {
        $ffi = Native::ffi();
        $made = $ffi->new(FFI::arrayType(self::$types[$struct] ??= $ffi->type($struct), [$count]));
        self::$kept[] = $made;
        return $made;
    }

    /**
     * Messages in a row, or null for none.
     *
     * @param list<Message> $messages
     */
    public static function messages(array $messages): ?CData
    {
        if ($messages === []) {
            return null;
        }
        $made = self::allocate('usher_message', \count($messages));
        foreach ($messages as $i => $message) {
            $message->write($made[$i]);
        }
        return FFI::addr($made[0]);
    }

    /**
     * An array of structs, or null for none.
     *
     * @param list<array<mixed>> $rows
     */
    public static function structs(string $struct, array $rows): ?CData
    {
        if ($rows === []) {
            return null;
        }
        $made = self::allocate($struct, \count($rows));
        foreach ($rows as $i => $fields) {
            self::write($struct, $made[$i], $fields);
        }
        return FFI::addr($made[0]);
    }

    /** @param array<mixed> $fields */
    public static function write(string $struct, CData $to, array $fields): void
    {
        $table = Abi::WRITTEN[$struct];
        $to->struct_size = FFI::sizeof($to);
        foreach ($fields as $name => $value) {
            if ($value === null) {
                continue;
            }
            [$member, $kind, $group, $counter, $implied, $bit] = $table[$name];
            if ($kind === 'text') {
                self::text($to->$member, $value);
            } elseif ($kind === 'switch') {
                if ($value === true) {
                    $to->$member |= $bit;
                }
            } else {
                self::writeOther($to, $member, $kind, $group, $counter, $value);
            }
            if ($implied !== '') {
                $to->$implied |= $bit;
            }
        }
    }

    /** A number that the type of C can hold; it would take what is left of any other. */
    public static function whole(string $name, int $value, string $type): int
    {
        [$least, $most] = match ($type) {
            'int32_t' => [-0x80000000, 0x7fffffff],
            'uint32_t' => [0, 0xffffffff],
            default => [\PHP_INT_MIN, \PHP_INT_MAX], // a seed above that is one below 0
        };
        if ($value < $least || $value > $most) {
            throw new \ValueError("$name is a number, $least to $most");
        }
        return $value;
    }

    private static function writeOther(
        CData $to,
        string $member,
        string $kind,
        string $group,
        string $counter,
        mixed $value
    ): void {
        switch ($kind) {
            case 'count':
                $to->$member = self::whole($member, $value, $group);
                break;
            case 'number':
                $to->$member = $value;
                break;
            case 'time':
                $to->$member = Time::toMilliseconds($value);
                break;
            case 'duration':
                $to->$member = $value->milliseconds;
                break;
            case 'enum':
                $to->$member = $value->value;
                break;
            case 'struct':
                $to->$member = $value instanceof Message
                    ? self::messages([$value])
                    : FFI::addr(self::struct($group, $value->fields()));
                break;
            case 'texts':
                if ($value !== []) {
                    $to->$member = self::texts($value, $member);
                }
                $to->$counter = \count($value);
                break;
            default:
                $rows = Rows::$kind($value);
                $to->$member = self::structs(Rows::STRUCTS[$kind], $rows);
                $to->$counter = \count($rows);
        }
    }

    /** @param non-empty-array<mixed> $texts */
    public static function texts(array $texts, string $member): CData
    {
        $made = self::allocate('usher_str', \count($texts));
        $i = 0;
        foreach ($texts as $text) {
            if (!\is_string($text)) {
                throw new \TypeError("$member is a list of texts, not of " . \get_debug_type($text));
            }
            self::text($made[$i++], $text);
        }
        return FFI::addr($made[0]);
    }

    /**
     * What the library filled, as values: a list, or an object of the class.
     *
     * @param ?class-string $class
     */
    public static function read(string $struct, CData $from, ?string $class = null): mixed
    {
        $values = [];
        foreach (Abi::READ[$struct] as [$member, $kind, $enum, $counter]) {
            $values[] = match ($kind) {
                'text' => Native::text($from->$member),
                'count', 'number' => $from->$member,
                'time' => Time::fromMilliseconds($from->$member),
                'flag' => $from->$member !== 0,
                'enum' => $enum::tryFrom($from->$member),
                'duration' => $from->$member === 0 ? null : Duration::milliseconds($from->$member),
                'texts' => self::readTexts($from->$member, $from->$counter),
                'clocks' => \array_values(\array_filter(
                    Clock::cases(),
                    static fn (Clock $clock): bool => ($from->$member >> ($clock->value - 1) & 1) === 1
                )),
                'span' => Span::of($from->$member),
            };
        }
        return $class === null ? $values : new $class(...$values);
    }

    /** @return list<string> */
    public static function readTexts(?CData $from, int $count): array
    {
        $made = [];
        for ($i = 0; $i < $count; ++$i) {
            $made[] = (string) Native::text($from[$i]);
        }
        return $made;
    }
}
