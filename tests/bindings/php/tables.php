<?php
// SPDX-License-Identifier: BSL-1.0
// tables.php FOLDER PIECE: what PHP makes of the tables and the scenario there, in pieces of so many bytes, as one JSON.
declare(strict_types=1);

require __DIR__ . '/checks.php';

use Usher\{Duration, Format, Mapping, Policy, Replay, Scenario, StaffWeek};

[, $folder, $piece] = $argv;
$read = static fn (string $name): string => (string) file_get_contents("$folder/$name");
$table = $read('tickets.csv');
$fed = static function (callable $add) use ($table, $piece): array {
    $lines = [];
    for ($at = 0; $at < strlen($table); $at += (int) $piece) {
        foreach ($add(substr($table, $at, (int) $piece), $at + (int) $piece >= strlen($table)) as $finding) {
            $lines[] = $finding->line;
        }
    }
    return $lines;
};

$week = new StaffWeek('Europe/Rome');
$said = ['week_left_out' => $fed(fn (string $rows, bool $last) => $week->addRows(
    $rows,
    'opened',
    'took',
    '%d/%m/%Y %H:%M',
    ';',
    file: 'tickets.csv',
    last: $last
))];
$week->plan(share: 0.8, within: Duration::minutes(15), maxOccupancy: 0.9, shrinkage: 0.3, patience: Duration::minutes(20));
$said['week'] = json_decode($week->render(Format::Json), true);
$said['hours'] = array_map(fn (int $hour) => $week->hour(intdiv($hour, 24), $hour % 24)->agents, range(0, 167));
$events = new StaffWeek('Europe/Rome');
$said['events_left_out'] = array_map(fn ($finding) => $finding->line, $events->addEvents($read('day.jsonl'), 'day.jsonl'));
$events->plan(Duration::minutes(6), meanWait: Duration::minutes(5));
$said['events'] = json_decode($events->render(Format::Json), true);

$replay = new Replay(
    Policy::parse($read('before.yaml'), 'before.yaml'),
    Policy::parse($read('after.yaml'), 'after.yaml'),
    zone: 'Europe/Rome',
    mostNamed: 3
);
$mapping = Mapping::load("$folder/map.yaml");
$said['replay_left_out'] = $fed(fn (string $rows, bool $last) => $replay->addRows($mapping, $rows, 'tickets.csv', $last));
for ($said['left'] = []; ($left = $replay->play()) > 0;) {
    $said['left'][] = $left;
}
$replay->finish();
$said['replay'] = json_decode($replay->render(Format::Json), true);
$said['page'] = $replay->render();

$names = ['day.yaml', 'before.yaml', 'after.yaml', 'messages.csv'];
$scenario = Scenario::parse('day.yaml', array_combine($names, array_map($read, $names)), seed: 5);
$scenario->run();
$said['scenario'] = json_decode($scenario->results(Format::Json), true);
echo json_encode($said, JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION), "\n";
