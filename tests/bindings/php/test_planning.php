<?php
// SPDX-License-Identifier: BSL-1.0
// What is planned, simulated and played again in PHP: staffing, scenarios, replay.
declare(strict_types=1);

require __DIR__ . '/checks.php';

use Usher\{ArgumentException, ClosedException, Duration, Event, EventType, Format, InputException, IoException, LimitException, Mapping, Message};
use Usher\{Policy, PolicyException, Replay, Scenario, Staffing, StaffWeek, StateException, TimeException};

const SCENARIO = <<<'YAML'
scenario: two-policies
policies: {few: policy.yaml, many: policy.yaml}
horizon: {from: 2026-03-02, for: 1d}
replications: 2
demand: {calls: {rate: 30/h, handle: {dist: exponential, mean: 5m}}}
teams:
  small: {agents: 3, departments: [care], policies: [few]}
  large: {agents: 5, departments: [care], policies: [many]}
expect:
  - {metric: wait.all.mean, against: few, max_ratio: 0.5}
YAML;
const FILES = ['day.yaml' => SCENARIO, 'policy.yaml' => "usher: 1\ndepartments: {care: {}}\ndefault: {department: care}\n"];
const MAPPING = <<<'YAML'
mapping: 1
zone: Europe/Rome
columns: {opened: opened, closed: closed, conversation: id, text: text, replied: replied}
YAML;

$near = static fn (float $wanted, float $got): mixed => same(true, abs($wanted - $got) < 1e-9 * max(1, abs($wanted)));
$promises = static fn (string $target, string $refunds): Policy => Policy::parse("usher: 1
sla: {fast: {first_response: $target}}
departments: {care: {sla: fast}, billing: {sla: fast}}
topics: {refund: {en: [refund]}}
rules: [{name: refunds, when: {topic: refund}, then: {department: $refunds}}]
default: {department: care}
");

run([
    'staffing' => function (): void {
        $plan = Staffing::plan(100, Duration::minutes(5), share: 0.8, within: Duration::seconds(20));
        same([12, 6], [$plan->chosen->agents, count($plan->rows)]);
        throws(InputException::class, fn () => Staffing::plan(-1, Duration::minutes(5), share: 0.8));
        same(true, abs(Staffing::erlangC(10, 8.0) - 0.409180150776) < 1e-9);
        $waits = static fn (array $rates, int $agents = 4): array
            => array_map(round(...), Staffing::priorityWaits($rates, Duration::minutes(5), $agents));
        same([[30302.0, 80806.0], INF], [$waits([10, 20]), $waits([10, 200])[1]]);
        foreach ([[[]], [[-1]], [[1], 0]] as $wrong) {
            throws(ArgumentException::class, fn () => $waits(...$wrong));
        }
        throws(ValueError::class, fn () => $waits([1], -1));
        throws(TypeError::class, fn () => $waits(['1']), 'string');
    },
    'a week of staffing' => function () use ($near): void {
        throws(InputException::class, fn () => new StaffWeek('Europe/Nowhere'), 'Europe/Nowhere');
        $week = new StaffWeek('Europe/Rome');
        throws(StateException::class, fn () => $week->plan(share: 0.8, within: Duration::minutes(15)));
        throws(StateException::class, fn () => $week->render());
        throws(StateException::class, fn () => $week->hour(0, 0));
        // In two pieces, the second row cut; one row has no time.
        $add = fn (string $rows, bool $last): array
            => $week->addRows($rows, 'opened', 'took', file: 'tickets.csv', last: $last);
        same([], $add("opened,took\n2026-03-16 09:10,3m\n2026-03-1", false));
        $left = $add("6 09:20,5m\nsoon,1m\n", true);
        same([1, 'bad_time', 'tickets.csv', 4], [count($left), $left[0]->code, $left[0]->file, $left[0]->line]);
        throws(StateException::class, fn () => $add('x', true));
        $week->add(new DateTimeImmutable('2026-03-16 10:10', new DateTimeZone('Europe/Rome')), Duration::minutes(4));
        throws(TimeException::class, fn () => $week->add(-1));
        throws(ArgumentException::class, fn () => $week->add(0, Duration::milliseconds(-1)));
        $left = $week->addEvents('{"type":"message","time":"2026-03-16T09:30:00Z","conversation":"c","message":{"text":"hi"}}'
            . "\n{\"type\":\"nothing\"}\n", 'day.jsonl');
        same([1, 'day.jsonl', 2], [count($left), $left[0]->file, $left[0]->line]);
        same([4, 2], [$week->taken(), $week->leftOut()]);

        // M/M/1 with 2 an hour of 4 minutes each, the mean of 3, 5 and 4.
        $week->plan(share: 0.8, within: Duration::minutes(15));
        $hour = $week->hour(0, 9);
        same([2, 2.0, 1.0, 1, 1, 0.0], [$hour->arrivals, $hour->perHour, $hour->coveredHours, $hour->agents,
            $hour->scheduled, $hour->abandoned]);
        $near(2 * 4 / 60, $hour->occupancy);
        $near(480000 / 13, $hour->meanWait);
        $near(1 - 2 / 15 * exp(-13 / 4), $hour->serviceLevel);
        same([2, 0], [$week->hour(0, 10)->arrivals, $week->hour(1, 10)->agents]);
        foreach ([[7, 0], [-1, 0], [0, 24], [0, -1]] as [$day, $hour]) {
            throws(ValueError::class, fn () => $week->hour($day, $hour));
        }
        same(true, str_contains($week->render(), '2 agent-hours a week'));
        same([4, 2], array_map(fn ($key) => json_decode($week->render(Format::Json), true)[$key], ['arrivals', 'left_out']));
        throws(ArgumentException::class, fn () => $week->render(Format::Openmetrics));
        $week->plan(Duration::minutes(20), patience: Duration::minutes(10), maxOccupancy: 0.6, shrinkage: 0.6);
        same(true, $week->hour(0, 9)->agents >= 1 && $week->hour(0, 9)->abandoned > 0);
        same((int) ceil($week->hour(0, 9)->agents / 0.4), $week->hour(0, 9)->scheduled);
        $week->plan(mostWaiting: 3, meanWait: Duration::seconds(30));
        same(true, $week->hour(0, 9)->meanWait <= 30000);
        throws(InputException::class, fn () => $week->plan(patience: Duration::minutes(1), mostWaiting: 3, share: 0.8));
        throws(InputException::class, fn () => $week->plan());
        throws(LimitException::class, fn () => $week->plan(maxOccupancy: 1e-9));
        throws(ValueError::class, fn () => $week->plan(mostWaiting: -1, share: 0.8));
        $week->close();
        throws(ClosedException::class, fn () => $week->taken(), 'StaffWeek');
        throws(ClosedException::class, fn () => $week->hour(0, 0));
    },
    'rows of any form' => function (): void {
        $week = new StaffWeek('UTC');
        same([], $week->addRows("id\topened\n\"1\t16/03/2026\n", 'opened', timeFormat: '%d/%m/%Y', delimiter: "\t", quote: ''));
        throws(InputException::class, fn () => $week->plan(share: 0.8, within: Duration::minutes(1)), 'how long one takes');
        $week->plan(Duration::minutes(6), share: 0.8, within: Duration::minutes(1));
        same([1, 1], [$week->taken(), $week->hour(0, 0)->agents]);
        $week = new StaffWeek('UTC');
        same([], $week->addRows("a;b\n'x;y';2026-03-16T09:00:00Z\n", 'b', delimiter: ';', quote: "'"));
        same(1, $week->taken());
        $add = fn (mixed ...$form) => (new StaffWeek('UTC'))->addRows("opened,id\n", ...$form);
        $error = throws(InputException::class, fn () => $add('opend'));
        same(['unknown_name', true], [$error->findings()[0]->code, str_contains($error->findings()[0]->hint, 'opened')]);
        throws(InputException::class, fn () => $add('opened', timeFormat: '%Q'));
        throws(ArgumentException::class, fn () => $add(''));
        foreach (['', '::', 'é', "\0"] as $wrong) {
            throws(ValueError::class, fn () => $add('opened', delimiter: $wrong), 'delimiter');
        }
        throws(ValueError::class, fn () => $add('opened', quote: '""'), 'quote');
        throws(TypeError::class, fn () => $add(17));
    },
    'a simulation' => function (): void {
        $scenario = Scenario::load(__DIR__ . '/../../../examples/scenarios/round-robin.yaml', seed: 3, replications: 1);
        throws(StateException::class, fn () => $scenario->results());
        $done = $rows = 0;
        $scenario->run(function (float $share) use (&$done): void {
            $done = $share;
        }, function (string $csv) use (&$rows): void {
            $rows += substr_count($csv, "\n");
        });
        same([1.0, true, true], [$done, $rows > 1000, $scenario->passed()]);
        same(3, $scenario->about()->seed);
    },
    'a scenario from memory' => function (): void {
        $scenario = Scenario::parse('day.yaml', FILES);
        $about = $scenario->about();
        same([2, 2, 4, 1, 'two-policies'], [$about->policies, $about->replications, $about->runs, $about->seed, $about->name]);
        same(86400, $about->until->getTimestamp() - $about->from->getTimestamp());
        $csv = [];
        $scenario->run(rows: function (string $rows) use (&$csv): void {
            $csv[] = $rows;
        });
        same([true, 4], [$scenario->passed(), count($csv)]);
        same(true, str_starts_with($csv[0], 'policy,replication,') && str_contains($csv[3], ',served,care,'));
        same(true, str_contains($scenario->results(), 'ok     line 10: wait.all.mean against few is'));

        $folder = sys_get_temp_dir() . '/usher-' . bin2hex(random_bytes(8));
        mkdir($folder);
        try {
            array_map(fn ($name, $text) => file_put_contents("$folder/$name", $text), array_keys(FILES), FILES);
            $same = Scenario::load("$folder/day.yaml");
        } finally {
            array_map('unlink', (array) glob("$folder/*"));
            rmdir($folder);
        }
        $same->run();
        $scopes = fn (Scenario $one) => array_column(json_decode($one->results(Format::Json), true)['policies'], 'scopes');
        same($scopes($same), $scopes($scenario));

        $about = Scenario::parse('day.yaml', FILES, seed: 0, replications: 1)->about();
        same([0, 2], [$about->seed, $about->runs]);
        throws(LimitException::class, fn () => Scenario::parse('day.yaml', FILES, replications: 10001));
        throws(LimitException::class, fn () => Scenario::parse('day.yaml', FILES, limits: ['rulez' => 1]), 'rulez');
        throws(PolicyException::class, fn () => Scenario::parse('day.yaml', ['day.yaml' => SCENARIO]), 'day.yaml:2:');
        throws(PolicyException::class, fn () => Scenario::parse('day.yaml', ['day.yaml' => "scenario: x\n"]));
        throws(IoException::class, fn () => Scenario::parse('night.yaml', FILES), 'night.yaml');
        throws(IoException::class, fn () => Scenario::parse('day.yaml', []));
        throws(TypeError::class, fn () => Scenario::parse('day.yaml', ['day.yaml' => 1]), 'day.yaml');
    },
    'a replay of events' => function (): void {
        $replay = new Replay(Policy::parse(DESK), Policy::load(SHOP));
        same('unknown_name', $replay->addJson('{"type": "masage"}' . "\n")[0]->code);
        $replay->addJson('{"type": "message", "time": "2026-03-20T09:00:00Z", "conversation": "c", "message": {"text": "hello"}}' . "\n");
        $mapping = Mapping::parse(MAPPING);
        throws(StateException::class, fn () => $replay->addRows($mapping, 'x'));
        throws(StateException::class, fn () => $replay->play());
        $later = new DateTimeImmutable('2026-03-20T09:30:00Z');
        $typed = new Event(EventType::Message, 'd', time: $later, message: new Message('a refund'));
        same([], $replay->add([$typed, new Event(EventType::Resolve, 'c', time: $later)]));
        same([[], []], [$replay->add([]), $replay->add(new Event(EventType::Resolve, 'd', time: $later))]);
        $wrong = new Event(EventType::Message, 'e', time: $later, priority: 101);
        throws(InputException::class, fn () => $replay->add([$typed, $wrong]));
        throws(TypeError::class, fn () => $replay->add([$typed, []]), 'addJson');
        same([2, 4, 1], [$replay->finish()->conversations, $replay->result()->events, $replay->result()->leftOut]);
        throws(StateException::class, fn () => $replay->add($typed));
        same(true, str_contains($replay->render(), '1'));
    },
    'a replay of tables' => function () use ($promises): void {
        $error = throws(InputException::class, fn () => Mapping::parse("mapping: 1\n", 'map.yaml'), 'map.yaml:1:1');
        same('missing_key', $error->findings()[0]->code);
        throws(IoException::class, fn () => Mapping::load('/nowhere/map.yaml'));
        throws(ValueError::class, fn () => Mapping::load("a\0b"));
        Mapping::load(__DIR__ . '/../../../examples/boston311/mapping.yaml')->close();

        $replay = new Replay($promises('1h', 'billing'), $promises('20m', 'care'), zone: 'Europe/Rome');
        $mapping = Mapping::parse(MAPPING);
        // The later one first, in two pieces, and one without a time.
        $table = "id,opened,replied,closed,text\nb,2026-03-20 12:00,,2026-03-20 12:10,hello\na,2026-0";
        same([], $replay->addRows($mapping, $table, 't.csv', last: false));
        throws(StateException::class, fn () => $replay->finish());
        throws(StateException::class, fn () => $replay->play());
        $left = $replay->addRows($mapping, "3-20 11:00,2026-03-20 11:30,,refund\nc,soon,,,x\n");
        same([1, 'bad_time', 't.csv', 4], [count($left), $left[0]->code, $left[0]->file, $left[0]->line]);
        throws(StateException::class, fn () => $replay->addRows($mapping, 'x'));
        throws(StateException::class, fn () => $replay->addJson("{}\n"));
        same([0, null], [$replay->play(), $replay->result()]);
        $result = $replay->finish();
        same([3, 4, 1, 2], [$result->lines, $result->events, $result->leftOut, $result->conversations]);
        // The refund is answered after 30 minutes: kept within an hour, not within 20 minutes. The other had none.
        same([1, 1, 0], [$result->moved, $result->firstResponseKeptBefore, $result->firstResponseKeptAfter]);
        same([0, 1], [$result->firstResponseBrokenBefore, $result->firstResponseBrokenAfter]);
        same(true, str_contains($replay->render(), 'a: billing > care'));
        $moved = json_decode($replay->render(Format::Json), true)['differences']['conversations'][0];
        same(['a', '2026-03-20T10:00:00.000Z'], [$moved['conversation'], $moved['opened']]);
        throws(StateException::class, fn () => $replay->play());

        $replay = new Replay($promises('1h', 'billing'));
        $error = throws(InputException::class, fn () => $replay->addRows($mapping, "id,opend\n"));
        same('unknown_name', $error->findings()[0]->code);
        $mapping->close();
        throws(ClosedException::class, fn () => (new Replay(Policy::load(SHOP)))->addRows($mapping, 'x'), 'Mapping');
    },
]);
