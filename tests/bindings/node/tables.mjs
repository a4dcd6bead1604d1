// SPDX-License-Identifier: BSL-1.0
// tables.mjs FOLDER PIECE: what Node makes of the tables and the scenario there, in pieces of so many bytes, as one JSON.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Duration, Mapping, Policy, Replay, Scenario, StaffWeek } from '../../../bindings/node/src/index.js';

const folder = process.argv[2];
const piece = Number(process.argv[3]);
const read = (name) => readFileSync(join(folder, name));
const table = read('tickets.csv');
function fed(add) {
  const lines = [];
  for (let at = 0; at < table.length; at += piece) {
    lines.push(...add(table.subarray(at, at + piece), at + piece >= table.length).map(({ line }) => line));
  }
  return lines;
}

const said = {};
const week = new StaffWeek('Europe/Rome');
const form = { timeColumn: 'opened', handleColumn: 'took', timeFormat: '%d/%m/%Y %H:%M', delimiter: ';' };
said.week_left_out = fed((rows, last) => week.addRows(rows, { ...form, file: 'tickets.csv', last }));
week.plan({
  share: 0.8, within: Duration.minutes(15), maxOccupancy: 0.9, shrinkage: 0.3, patience: Duration.minutes(20),
});
said.week = JSON.parse(week.render('json'));
said.hours = Array.from({ length: 168 }, (_, hour) => week.hour(Math.floor(hour / 24), hour % 24).agents);
const events = new StaffWeek('Europe/Rome');
said.events_left_out = events.addEvents(read('day.jsonl'), 'day.jsonl').map(({ line }) => line);
said.events = JSON.parse(events.plan({ handle: Duration.minutes(6), meanWait: Duration.minutes(5) }).render('json'));

const [before, after] = ['before.yaml', 'after.yaml'].map((name) => Policy.parse(read(name), { name }));
const replay = new Replay(before, { against: after, zone: 'Europe/Rome', mostNamed: 3 });
const mapping = Mapping.load(join(folder, 'map.yaml'));
said.replay_left_out = fed((rows, last) => replay.addRows(mapping, rows, { file: 'tickets.csv', last }));
said.left = [];
for (let left = replay.play(); left > 0; left = replay.play()) said.left.push(left);
replay.finish();
said.replay = JSON.parse(replay.render('json'));
said.page = replay.render();

const files = Object.fromEntries(['day.yaml', 'before.yaml', 'after.yaml', 'messages.csv'].map((name) => [name, read(name)]));
said.scenario = JSON.parse(Scenario.parse('day.yaml', files, { seed: 5 }).run().results('json'));
console.log(JSON.stringify(said));
