<?php
// SPDX-License-Identifier: BSL-1.0
// What the same work costs in PHP: binding.php POLICY MESSAGES
//
// One message from named arguments and three fields read, with a decision that is used again and with a new one each time;
// 20,000 messages in one call and a column of the result. Nanoseconds of the processor, the best of some rounds.
declare(strict_types=1);

require __DIR__ . '/../../bindings/php/autoload.php';

use Usher\Batch;
use Usher\Decision;
use Usher\Field;
use Usher\Message;
use Usher\Policy;

const CALLS = 50_000;
const ROUNDS = 7;
const ROWS = 20_000;

function now(): int
{
    $used = getrusage();
    return (($used['ru_utime.tv_sec'] + $used['ru_stime.tv_sec']) * 1_000_000
        + $used['ru_utime.tv_usec'] + $used['ru_stime.tv_usec']) * 1000;
}

function best(string $call, int $count, callable $work): void
{
    $best = INF;
    for ($round = 0; $round < ROUNDS; ++$round) {
        $begin = now();
        $work();
        $best = min($best, (now() - $begin) / $count);
    }
    echo json_encode(['host' => 'php', 'call' => $call, 'ns' => round($best, 1)]), "\n";
}

$policy = Policy::load($argv[1]);
$texts = file($argv[2], FILE_IGNORE_NEW_LINES);
$text = $texts[1];
$read = 0;

$decision = new Decision();
best('triage', CALLS, function () use ($policy, $text, $decision, &$read): void {
    for ($i = 0; $i < CALLS; ++$i) {
        $decision->triage($policy, new Message($text, id: 'm-1', channel: 'instagram', facts: ['customer.tier' => 'gold']));
        $read += strlen($decision->department()) + $decision->priority() + strlen($decision->band());
    }
});
best('triage, a new decision', CALLS, function () use ($policy, $text, &$read): void {
    for ($i = 0; $i < CALLS; ++$i) {
        $made = $policy->triage(
            new Message($text, id: 'm-1', channel: 'instagram', facts: ['customer.tier' => 'gold'])
        );
        $read += strlen($made->department()) + $made->priority() + strlen($made->band());
    }
});

$messages = [];
for ($i = 0; $i < ROWS; ++$i) {
    $messages[] = new Message($texts[$i % count($texts)], id: "m-$i", channel: 'instagram',
        facts: ['customer.tier' => $i % 2 === 0 ? 'gold' : 'member']);
}
$batch = new Batch();
best('batch', ROWS, function () use ($policy, $messages, $batch, &$read): void {
    $read += count($batch->triage($policy, $messages)->column(Field::Department));
});
exit($read === 0 ? 1 : 0);
