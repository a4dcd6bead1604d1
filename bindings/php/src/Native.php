<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

namespace Usher;

use FFI;
use FFI\CData;

/**
 * The library itself: loaded once in a process, or taken from the preloaded scope of php-fpm.
 *
 * @internal
 */
final class Native
{
    private static ?FFI $ffi = null;

    public static function ffi(): FFI
    {
        return self::$ffi ??= self::open();
    }

    private static function open(): FFI
    {
        if (\PHP_INT_SIZE !== 8) {
            throw new \RuntimeException('usher needs a 64-bit PHP');
        }
        $library = \getenv('USHER_LIBRARY');
        $ffi = null;
        if ($library === false || $library === '') {
            try {
                $ffi = FFI::scope('USHER');
            } catch (FFI\Exception) {
                $ffi = null; // nothing was preloaded
            }
        }
        if ($ffi === null) {
            $header = (string) \file_get_contents(__DIR__ . '/../generated/usher.ffi.h');
            \preg_match('/^#define FFI_LIB "(.+)"$/m', $header, $named);
            $declarations = (string) \preg_replace('/^#define .*$/m', '', $header);
            try {
                $ffi = FFI::cdef($declarations, $library === false || $library === '' ? $named[1] : $library);
            } catch (FFI\Exception $error) {
                throw new \RuntimeException($error->getMessage() . '; install usher where the system looks for libraries, or'
                    . ' name it in USHER_LIBRARY; under a web server preload it (docs/php.md)', 0, $error);
            }
        }
        if ($ffi->usher_abi() !== Abi::ABI) {
            throw new \RuntimeException('the usher found has interface ' . $ffi->usher_abi()
                . ', this package is for ' . Abi::ABI);
        }
        return $ffi;
    }

    /** What a usher_str holds; null when its data is NULL. */
    public static function text(CData $text): ?string
    {
        $data = $text->data;
        if ($data === null || \strlen($data) === $text->size) {
            return $data;
        }
        $ffi = self::ffi(); // there is a NUL in it
        return FFI::string($ffi->cast('usher_bytes', $text)->data, $text->size);
    }

    /** Calls with a place for a usher_str and gives back what came. */
    public static function textOf(callable $call): ?string
    {
        $out = self::ffi()->new('usher_str');
        self::check($call(FFI::addr($out)));
        return self::text($out);
    }

    public static function check(int $status): void
    {
        if ($status >= Abi::ARGUMENT) {
            throw UsherException::of($status, []);
        }
    }

    /**
     * Calls with a place for a report; throws what it says when the call fails, else gives its findings back.
     *
     * @return list<Finding>
     */
    public static function reported(callable $call, int ...$allowed): array
    {
        $ffi = self::ffi();
        $out = $ffi->new('usher_report *');
        $status = $call(FFI::addr($out));
        $findings = [];
        if (!FFI::isNull($out)) {
            try {
                for ($i = 0, $count = $ffi->usher_report_count($out); $i < $count; ++$i) {
                    $findings[] = Codec::read('usher_finding', $ffi->usher_report_finding($out, $i), Finding::class);
                }
            } finally {
                $ffi->usher_report_destroy($out);
            }
        }
        if ($status >= Abi::ARGUMENT && !\in_array($status, $allowed, true)) {
            throw UsherException::of($status, $findings);
        }
        return $findings;
    }

    /** Calls with a place for a document and gives back its bytes. */
    public static function document(callable $call): string
    {
        $ffi = self::ffi();
        $out = $ffi->new('usher_document *');
        self::reported(static fn (CData $report): int => $call(FFI::addr($out), $report));
        try {
            return self::textOf(static fn (CData $text): int => $ffi->usher_document_text($out, $text)) ?? '';
        } finally {
            $ffi->usher_document_destroy($out);
        }
    }
}
