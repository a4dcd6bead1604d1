<?php
// SPDX-License-Identifier: BSL-1.0
// Runs the desk: takes what came into the inbox, says who has which ticket, and writes the desk's journal. One of it at a
// time, from cron or as a service: php worker.php [NOW]. NOW is a time such as 2026-03-20T09:00:00Z, else the clock's.
//
// A crash at any moment loses nothing: what the last snapshot does not have yet is applied again from the inbox, which
// gives the same effects with the same numbers.
declare(strict_types=1);

require getenv('USHER_AUTOLOAD') ?: __DIR__ . '/vendor/autoload.php';
require __DIR__ . '/database.php';

use Usher\ConflictException;
use Usher\Desk;
use Usher\Effects;
use Usher\EffectType;
use Usher\InputException;
use Usher\LimitException;
use Usher\Policy;
use Usher\TimeException;

/** What the effects mean in this CRM. */
function keep(PDO $database, Effects $effects): void
{
    $give = $database->prepare('UPDATE tickets SET agent = ? WHERE conversation = ?');
    foreach ($effects as $effect) {
        match ($effect->type) {
            EffectType::Assigned, EffectType::Offered => $give->execute([$effect->agent, $effect->conversation]),
            EffectType::Unassigned => $give->execute([null, $effect->conversation]),
            default => null,
        };
    }
    $write = $database->prepare('INSERT OR IGNORE INTO journal (n, line) VALUES (?, ?)');
    foreach (explode("\n", rtrim($effects->journal())) as $line) {
        if ($line !== '') {
            $write->execute([json_decode($line)->n, $line]);
        }
    }
}

function tell(Desk $desk, PDO $database, string $event, string $now): void
{
    $store = fn (Effects $effects) => transaction($database, fn () => keep($database, $effects));
    try {
        try {
            $desk->change($event, $store);
        } catch (TimeException) {
            // Nobody wrote for longer than the desk believes (desk.ahead_bound): time passes first, then the event comes.
            $time = json_decode($event, flags: JSON_THROW_ON_ERROR)->time ?? $now;
            $desk->change(json_encode(['type' => 'advance', 'time' => $time, 'force' => true]), $store);
            $desk->change($event, $store);
        }
    } catch (InputException | LimitException | ConflictException $error) {
        // An event that the desk refuses is refused again tomorrow: say so and go on. What the hook takes is none of these.
        fwrite(STDERR, 'refused: ' . $error->getMessage() . "\n");
    }
    // With whatever else goes wrong, such as no memory, the worker ends: the event is not done, and is said again.
}

/** How the desk stands when so many events of the inbox are done. */
function save(PDO $database, Desk $desk, int $done, string $policy): void
{
    $save = $database->prepare('REPLACE INTO desk (one, done, policy, snapshot) VALUES (1, ?, ?, ?)');
    $save->bindValue(1, $done, PDO::PARAM_INT);
    $save->bindValue(2, $policy);
    $save->bindValue(3, $desk->snapshot(), PDO::PARAM_LOB);
    $save->execute();
}

/** Another policy, and what comes of it. It is stored with the desk: what came before must not be said again under it. */
function change(PDO $database, Desk $desk, Policy $policy, int $done): void
{
    $effects = $desk->setPolicy($policy);
    transaction($database, function () use ($database, $desk, $effects, $policy, $done): void {
        keep($database, $effects);
        $desk->commit();
        save($database, $desk, $done, $policy->hash());
    });
}

$database = database(setting('SHOP_DATABASE'));
$now = $argv[1] ?? gmdate('Y-m-d\TH:i:s\Z');
$policy = Policy::load(setting('SHOP_POLICY'));
$kept = $database->query('SELECT done, policy, snapshot FROM desk')->fetch(PDO::FETCH_ASSOC);
$desk = $kept === false ? $policy->desk(journal: true) : Desk::restore($kept['snapshot'], journal: true);
[$done, $hash] = $kept === false ? [0, $policy->hash()] : [$kept['done'], $kept['policy']];
if ($kept === false) {
    save($database, $desk, $done, $hash);
}

// The time is an event like the others, so that it is said again as well.
$database->prepare('INSERT INTO inbox (event, policy) VALUES (?, ?)')
    ->execute([json_encode(['type' => 'advance', 'time' => $now, 'force' => true]), $policy->hash()]);
$new = $database->prepare('SELECT number, event, policy FROM inbox WHERE number > ? ORDER BY number');
$new->execute([$done]);
foreach ($new->fetchAll(PDO::FETCH_ASSOC) as $row) {
    // From the first message on that the hook decided by another policy, the desk has it too; or a newer one.
    if ($row['policy'] !== null && $row['policy'] !== $hash && $policy->hash() !== $hash) {
        change($database, $desk, $policy, $done);
        $hash = $policy->hash();
    }
    tell($desk, $database, $row['event'], $now);
    $done = $row['number'];
}

save($database, $desk, $done, $hash);
printf("%d events of the inbox done; due next: %s\n", $done, $desk->nextDue()?->format('Y-m-d\TH:i:s\Z') ?? 'nothing');
