<?php
// SPDX-License-Identifier: BSL-1.0
// "Message received": the CRM posts what a customer wrote, as docs/schema/message.schema.json has it. It is triaged in
// this process, becomes a ticket, and is handed on to the desk, which the worker runs.
declare(strict_types=1);

require __DIR__ . '/../database.php';

use Usher\Decision;
use Usher\Field;
use Usher\Finding;
use Usher\InputException;
use Usher\LimitException;
use Usher\Policy;
use Usher\TimeException;
use Usher\TriageOptions;
use Usher\UsherException;

const MOST_BYTES = 262144;
const MOST_AHEAD = 3600;

function answer(int $status, array $body): never
{
    http_response_code($status);
    header('Content-Type: application/json');
    echo json_encode($body, JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR), "\n";
    exit;
}

/** Codes and places, for the log: a log is no place for what customers write. */
function told(Finding ...$findings): string
{
    return implode(', ', array_map(fn (Finding $finding): string => "$finding->code ($finding->path)", $findings));
}

/** @return array<string, mixed> */
function received(): array
{
    if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
        header('Allow: POST');
        answer(405, ['error' => 'post a message']);
    }
    $body = (string) file_get_contents('php://input', length: MOST_BYTES + 1);
    if (strlen($body) > MOST_BYTES) {
        answer(413, ['error' => 'a message has at most ' . MOST_BYTES . ' bytes']);
    }
    $message = json_decode($body, true);
    foreach (['id', 'conversation'] as $name) {
        if (!is_array($message) || !is_string($message[$name] ?? null) || $message[$name] === '') {
            answer(400, ['error' => "a message is an object with an id and a conversation, and $name is none"]);
        }
    }
    $message = array_filter($message, fn (mixed $value): bool => $value !== []); // was it {} or []? Both are nothing
    $message['time'] ??= gmdate('Y-m-d\TH:i:s\Z');
    // The desk's clock goes by what comes: one wrong clock elsewhere would put it forward for everybody.
    if (is_string($message['time']) && strtotime($message['time']) > time() + MOST_AHEAD) {
        answer(422, ['error' => 'a message comes from the past']);
    }
    return $message;
}

function refuse(UsherException $error): never
{
    error_log('usher: ' . told(...$error->findings()));
    answer(422, ['error' => $error->status()->word(), 'findings' => array_map(
        fn (Finding $finding): array => ['code' => $finding->code, 'path' => $finding->path],
        $error->findings()
    )]);
}

/**
 * What the desk is told of it. A desk that is thrown away reads it first: it demands more than a triage that is lenient,
 * a time in particular, and once the CRM has heard 201 it is too late to refuse anything.
 *
 * @param array<string, mixed> $message
 */
function event(array $message, Policy $policy): string
{
    $event = json_encode(['type' => 'message', 'id' => $message['id'], 'time' => $message['time'],
        'conversation' => $message['conversation'], 'message' => $message], JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
    $policy->desk()->applyJson($event);
    return $event;
}

/** @param array<string, mixed> $message */
function store(PDO $database, array $message, Decision $decision, string $event): bool
{
    return transaction($database, function () use ($database, $message, $decision, $event): bool {
        $insert = $database->prepare('INSERT OR IGNORE INTO tickets (id, conversation, department, priority, band, tags,
            move_to, reply, because, policy) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
        $insert->execute([
            $message['id'], $message['conversation'], $decision->department(), $decision->priority(), $decision->band(),
            json_encode($decision->tags(), JSON_UNESCAPED_UNICODE), $decision->moveTo(), $decision->reply(),
            $decision->because(Field::Department), $decision->policy(),
        ]);
        if ($insert->rowCount() === 0) {
            return false; // posted before
        }
        $database->prepare('INSERT INTO inbox (event, policy) VALUES (?, ?)')->execute([$event, $decision->policy()]);
        return true;
    });
}

$message = received();
$database = database(setting('SHOP_DATABASE'));
// The compiled policy is mapped, which costs the same for any number of rules, so each request opens it anew and has the
// newest. Lenient: no customer is turned away because the CRM knows an account that the policy does not know yet.
$policy = Policy::load(setting('SHOP_POLICY'));
try {
    $decision = $policy->triage($message, new TriageOptions(lenient: true, findings: true));
    $event = event($message, $policy);
} catch (InputException | LimitException | TimeException $error) {
    refuse($error); // all else is not the message's fault, and answers 500: it comes again
}
if ($decision->findings() !== []) {
    error_log('usher: ' . told(...$decision->findings()));
}
$new = store($database, $message, $decision, $event);
answer($new ? 201 : 200, ['ticket' => $message['id'], 'department' => $decision->department(),
    'priority' => $decision->priority(), 'tags' => $decision->tags(), 'reply' => $decision->reply()]);
