<?php
// SPDX-License-Identifier: BSL-1.0
// For hosts without Composer.
declare(strict_types=1);

\spl_autoload_register(static function (string $class): void {
    if (!\str_starts_with($class, 'Usher\\')) {
        return;
    }
    $name = \substr($class, 6) . '.php';
    foreach ([__DIR__ . '/src/', __DIR__ . '/generated/'] as $folder) {
        if (\is_file($folder . $name)) {
            require $folder . $name;
            return;
        }
    }
});
