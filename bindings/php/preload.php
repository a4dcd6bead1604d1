<?php
// SPDX-License-Identifier: BSL-1.0
// For php-fpm: name this file in opcache.preload, and generated/usher.ffi.h in ffi.preload. With ffi.enable=preload, which
// is PHP's default, only preloaded code may call C, so all of the package is preloaded; the library is loaded and its
// header is read once, before the workers are forked.
declare(strict_types=1);

foreach ([...\glob(__DIR__ . '/src/*.php') ?: [], ...\glob(__DIR__ . '/generated/*.php') ?: []] as $file) {
    \opcache_compile_file($file);
}
