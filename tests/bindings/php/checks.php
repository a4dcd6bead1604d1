<?php
// SPDX-License-Identifier: BSL-1.0
// What the tests of PHP share: a table of tests by name, run one after the other; a failed one does not stop the others.
declare(strict_types=1);

require __DIR__ . '/../../../bindings/php/autoload.php';

error_reporting(E_ALL);
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    throw new ErrorException($message, 0, $level, $file, $line);
});

const SHOP = __DIR__ . '/../../../examples/embed/policy.yaml';
const DESK = <<<'YAML'
usher: 1
sla: {fast: {first_response: 1h}}
calendars: {office: {timezone: Europe/Rome, weekly: {mon-fri: "09:00-17:00"}}}
departments:
  care: {sla: fast, assign: {strategy: longest_idle, offer: 90s}}
  billing: {}
agents:
  sara: {departments: [care], languages: [en, it]}
  omid: {departments: [care, billing]}
topics: {refund: {en: [~refund]}}
rules:
  - {name: refunds, when: {topic: refund}, then: {department: billing, ask: [{department: care, within: 1h}]}}
default: {department: care}
YAML;

function same(mixed $wanted, mixed $got): void
{
    if ($wanted !== $got) {
        throw new LogicException('wanted ' . var_export($wanted, true) . ', got ' . var_export($got, true));
    }
}

/** @param class-string<Throwable> $class */
function throws(string $class, callable $call, string $part = ''): Throwable
{
    try {
        $call();
    } catch (Throwable $thrown) {
        if (!$thrown instanceof $class || !str_contains($thrown->getMessage(), $part)) {
            throw $thrown;
        }
        return $thrown;
    }
    throw new LogicException("no $class was thrown");
}

/** @param array<string, callable> $tests */
function run(array $tests): never
{
    $failed = 0;
    foreach ($tests as $name => $test) {
        try {
            $test();
        } catch (Throwable $error) {
            ++$failed;
            fwrite(STDERR, "FAILED: $name\n$error\n");
        }
    }
    printf("php: %d of %d tests passed\n", count($tests) - $failed, count($tests));
    exit($failed === 0 ? 0 : 1);
}
