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

use Usher\Desk;
use Usher\Effects;
use Usher\EffectType;
use Usher\Policy;
use Usher\TimeException;
use Usher\UsherException;

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

function tell(Desk $desk, PDO $database, string $event): void
{
    $store = fn (Effects $effects) => transaction($database, fn () => keep($database, $effects));
    try {
        try {
            $desk->change($event, $store);
        } catch (TimeException) {
            // Nobody wrote for longer than the desk believes (desk.ahead_bound): time passes first, then the event comes.
            $time = json_decode($event, flags: JSON_THROW_ON_ERROR)->time;
            $desk->change(json_encode(['type' => 'advance', 'time' => $time, 'force' => true]), $store);
            $desk->change($event, $store);
        }
    } catch (TimeException $error) {
        throw $error; // the worker ends here, and the event is not done
    } catch (UsherException $error) {
        // An event that the desk refuses is refused again tomorrow: say so and go on.
        fwrite(STDERR, 'refused: ' . $error->getMessage() . "\n");
    }
}

$database = database(setting('SHOP_DATABASE'));
$now = $argv[1] ?? gmdate('Y-m-d\TH:i:s\Z');
$kept = $database->query('SELECT done, snapshot FROM desk')->fetch(PDO::FETCH_ASSOC);
$desk = $kept === false
    ? Policy::load(setting('SHOP_POLICY'))->desk(journal: true)
    : Desk::restore($kept['snapshot'], journal: true);
$done = $kept === false ? 0 : $kept['done'];

// The time is an event like the others, so that it is said again as well.
$database->prepare('INSERT INTO inbox (event) VALUES (?)')->execute([json_encode(['type' => 'advance', 'time' => $now, 'force' => true])]);
$new = $database->prepare('SELECT number, event FROM inbox WHERE number > ? ORDER BY number');
$new->execute([$done]);
foreach ($new->fetchAll(PDO::FETCH_ASSOC) as $row) {
    tell($desk, $database, $row['event']);
    $done = $row['number'];
}

$save = $database->prepare('REPLACE INTO desk (one, done, snapshot) VALUES (1, ?, ?)');
$save->bindValue(1, $done, PDO::PARAM_INT);
$save->bindValue(2, $desk->snapshot(), PDO::PARAM_LOB);
$save->execute();
printf("%d events of the inbox done; due next: %s\n", $done, $desk->nextDue()?->format('Y-m-d\TH:i:s\Z') ?? 'nothing');
