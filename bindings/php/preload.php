<?php
// SPDX-License-Identifier: BSL-1.0
// For php-fpm: name this file in opcache.preload. With ffi.enable=preload, which is the default, only preloaded code may
// call C, so all of the package is preloaded, and the library is loaded once before the workers are forked.
declare(strict_types=1);

\FFI::load(__DIR__ . '/generated/usher.ffi.h');
foreach ([...\glob(__DIR__ . '/src/*.php') ?: [], ...\glob(__DIR__ . '/generated/*.php') ?: []] as $file) {
    \opcache_compile_file($file);
}
