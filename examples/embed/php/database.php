<?php
// SPDX-License-Identifier: BSL-1.0
declare(strict_types=1);

/** The CRM's database, as hook and worker open it. */
function database(string $path): PDO
{
    $database = new PDO("sqlite:$path", options: [PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION]);
    $database->exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON');
    $database->exec((string) file_get_contents(__DIR__ . '/schema.sql'));
    return $database;
}

/**
 * @template T
 *
 * @param callable(): T $work
 * @return T
 */
function transaction(PDO $database, callable $work): mixed
{
    $database->exec('BEGIN IMMEDIATE');
    try {
        $made = $work();
    } catch (Throwable $error) {
        $database->exec('ROLLBACK');
        throw $error;
    }
    $database->exec('COMMIT');
    return $made;
}

function setting(string $name): string
{
    $value = getenv($name);
    if ($value === false || $value === '') {
        throw new RuntimeException("the environment has no $name; see php-fpm.conf");
    }
    return $value;
}
