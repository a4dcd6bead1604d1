<?php
// SPDX-License-Identifier: BSL-1.0
// Many calls, and how much memory they leave behind: memory.php CALLS. Prints one line of JSON.
declare(strict_types=1);

require __DIR__ . '/checks.php';

use Usher\{Decision, Duration, Event, EventType, InputException, Mapping, Message, Policy, Replay, Scenario, StaffWeek};

const DAY = "scenario: day\npolicy: policy.yaml\nhorizon: {from: 2026-03-02, for: 1d}\ndemand: {calls: {rate: 1/h}}\n";

function resident(): int
{
    gc_collect_cycles();
    preg_match('/^VmRSS:\s+(\d+)/m', (string) file_get_contents('/proc/self/status'), $found);
    return (int) $found[1];
}

$policy = Policy::load(SHOP);
$desk = Policy::parse(DESK)->desk(keep: true);
$decision = new Decision();
$refused = 0;

$round = function (int $n) use ($policy, $desk, $decision, &$refused): void {
    $text = 'I want a refund for 4111 1111 1111 1111, order ' . $n;
    $facts = ['customer.tier' => 'gold', 'order.open' => true];
    switch ($n % 10) {
        case 0:
            same('billing', $policy->triage(new Message($text, facts: $facts))->department());
            break;
        case 1:
            same('billing', $policy->triage(['text' => $text, 'facts' => $facts])->because(Usher\Field::Department) ? 'billing' : '');
            break;
        case 2:
            try {
                $policy->triage(new Message($text, account: "@nobody$n"));
            } catch (InputException $error) {
                $refused += count($error->findings());
            }
            break;
        case 3:
            $event = new Event(EventType::Message, 'c-' . $n % 50, 1_700_000_000_000 + $n, message: new Message($text));
            $desk->apply($event)->results();
            break;
        default:
            $decision->triage($policy, new Message($text, facts: $facts));
            same(['billing', ['refund']], [$decision->department(), $decision->tags()]);
    }
    if ($n % 100 === 99) {
        $week = new StaffWeek('Europe/Rome');
        $refused += count($week->addRows("came,took\n2026-03-16 09:10,3m\nsoon,\n", 'came', 'took'));
        $week->plan(share: 0.8, within: Duration::seconds(20));
        same(1, $week->hour(0, 9)->agents);
        $replay = new Replay($policy);
        $mapping = Mapping::parse("mapping: 1\ncolumns: {opened: came, text: said}\n");
        $refused += count($replay->addRows($mapping, "came,said\n2026-03-16,refund $n\nsoon,\n"));
        same(1, $replay->finish()->conversations);
        Scenario::parse('day.yaml', ['day.yaml' => DAY, 'policy.yaml' => DESK]);
    }
    if ($n % 1000 === 999) {
        same(10, count($policy->batch(array_fill(0, 10, new Message($text)))->column(Usher\Field::Department)));
        $desk->look()->agents();
        Policy::load(SHOP)->desk()->close();
    }
};

$calls = (int) ($argv[1] ?? 20000);
for ($n = 0; $n < $calls / 2; ++$n) {
    $round($n);
}
$before = resident();
for ($n = 0; $n < $calls; ++$n) {
    $round($n);
}
echo json_encode(['host' => 'php', 'calls' => $calls, 'refused' => $refused, 'before_kib' => $before,
    'grown_kib' => resident() - $before]), "\n";
