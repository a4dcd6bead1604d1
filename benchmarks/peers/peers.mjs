// SPDX-License-Identifier: BSL-1.0
// Rule engines of node on the workload of usher's benchmark.
//
//     node peers.mjs MODULES ENGINE all|first FILE SECONDS LEAST MOST
//
// MODULES is the folder with node_modules; FILE has the rules and tickets, a line of JSON each. Prints `version`,
// `load SECONDS MEGABYTES`, `ids` with the rules of each ticket that was decided, and `rate`, decisions a second of
// the process's time; or `missing` when the engine is not installed.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [modules, engineName, mode, file, seconds, least, most] = process.argv.slice(2);
const first = mode === 'first';
const load = createRequire(resolve(modules, 'package.json'));
const textFields = ['channel', 'account', 'language', 'tier', 'country', 'stage'];

const processorSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Lower case, one space for all between words, before the first and after the last. */
const normalForm = (text) => ` ${text.toLowerCase()} `.replace(/[\x00-\x2f:-@[-`{-\x7f]+/g, ' ');

// ---- zen: one decision table. A column for each field, then one for conditions that no column of a field can hold,
// ---- words among them, then one for the regex. A field's second condition goes to the column of conditions.

const zenText = (text) => JSON.stringify(text);

function zenCell(node) {
  if (node.op === 'equal') return node.values.map((value) => `"${value}"`).join(',');
  return `${node.op === 'below' ? '<' : '>='} ${node.number}`;
}

function zenExpression(node) {
  switch (node.op) {
    case 'all': return `(${node.children.map(zenExpression).join(' and ')})`;
    case 'any': return `(${node.children.map(zenExpression).join(' or ')})`;
    case 'no': return `not(${node.children.map(zenExpression).join(' or ')})`;
    case 'words': return `(${node.values.map((word) => `contains(norm, " ${word} ")`).join(' or ')})`;
    case 'regex': return `matches(text, "${node.values[0]}")`;
    case 'equal': return `(${node.values.map((value) => `${node.field} == "${value}"`).join(' or ')})`;
    default: return `${node.field} ${zenCell(node)}`;
  }
}

function zenRow(rule, id) {
  const row = { _id: `r${id}`, id: String(id) };
  const others = [];
  for (const node of rule.children) {
    if (node.field && !(node.field in row)) row[node.field] = zenCell(node);
    else if (node.op === 'regex' && !('regex' in row)) row.regex = zenExpression(node);
    else others.push(zenExpression(node));
  }
  row.others = others.join(' and ');
  return row;
}

function makeZen(rules) {
  const zen = load('@gorules/zen-engine-linux-x64-gnu');
  const fields = [...textFields, 'followers', 'value', 'sentiment', 'hour'];
  const columns = fields.map((field) => ({ id: field, name: field, field }));
  const inputs = [...columns, { id: 'others', name: 'others' }, { id: 'regex', name: 'regex' }];
  const empty = Object.fromEntries(inputs.map(({ id }) => [id, '']));
  const table = {
    hitPolicy: first ? 'first' : 'collect',
    inputs,
    outputs: [{ id: 'id', name: 'id', field: 'id' }],
    rules: rules.map((rule, id) => ({ ...empty, ...zenRow(rule, id) })),
  };
  const content = {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in' },
      { id: 'table', type: 'decisionTableNode', name: 'table', content: table },
      { id: 'out', type: 'outputNode', name: 'out' },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
  };
  const decision = new zen.ZenEngine().createDecision(Buffer.from(JSON.stringify(content)));
  return async (ticket) => {
    const { result } = await decision.evaluate({ ...ticket, norm: normalForm(ticket.text) });
    if (first) return result && result.id !== undefined ? [result.id] : [];
    return (Array.isArray(result) ? result : []).map(({ id }) => id);
  };
}

// ---- json-rules-engine: its conditions, words and regexes by operators of our own that hold what is compiled.
// ---- `first` by priority and stop().

function jsonCondition(node) {
  switch (node.op) {
    case 'all': return { all: node.children.map(jsonCondition) };
    case 'any': return { any: node.children.map(jsonCondition) };
    case 'no': {
      const children = node.children.map(jsonCondition);
      return { not: children.length === 1 ? children[0] : { any: children } };
    }
    case 'words': return { fact: 'norm', operator: 'hasAny', value: node.values.map((word) => ` ${word} `) };
    case 'regex': {
      const anyCase = node.values[0].startsWith('(?i)');
      return {
        fact: 'text',
        operator: 'matches',
        value: new RegExp(anyCase ? node.values[0].slice(4) : node.values[0], anyCase ? 'i' : ''),
      };
    }
    case 'equal':
      if (node.values.length === 1) return { fact: node.field, operator: 'equal', value: node.values[0] };
      return { fact: node.field, operator: 'in', value: node.values };
    default:
      return {
        fact: node.field,
        operator: node.op === 'below' ? 'lessThan' : 'greaterThanInclusive',
        value: node.number,
      };
  }
}

function makeJsonRules(rules) {
  const { Engine } = load('json-rules-engine');
  const engine = new Engine();
  engine.addOperator('hasAny', (text, words) => words.some((word) => text.includes(word)));
  engine.addOperator('matches', (text, regex) => regex.test(text));
  let found = null;
  rules.forEach((rule, id) => {
    engine.addRule({
      conditions: jsonCondition(rule),
      event: { type: 'match', params: { id } },
      priority: first ? rules.length - id : 1,
      onSuccess: ({ params }) => {
        found.push(params.id);
        if (first) engine.stop();
      },
    });
  });
  return async (ticket) => {
    found = [];
    await engine.run({ ...ticket, norm: normalForm(ticket.text) });
    return found.sort((a, b) => a - b);
  };
}

// ---- Measuring -----------------------------------------------------------------------------------------------------

const engines = {
  zen: { package: '@gorules/zen-engine-linux-x64-gnu', make: makeZen },
  'json-rules-engine': { package: 'json-rules-engine', make: makeJsonRules },
};
const engine = engines[engineName];

let version;
try {
  load.resolve(engine.package);
  version = JSON.parse(readFileSync(resolve(modules, 'node_modules', engine.package, 'package.json'))).version;
} catch {
  console.log('missing');
  process.exit(0);
}
console.log(`version ${version}`);

const rules = [];
const tickets = [];
for (const line of readFileSync(file, 'utf8').split('\n')) {
  if (line === '') continue;
  const { rule, ticket } = JSON.parse(line);
  if (rule) rules.push(rule);
  else if (tickets.length < Number(most)) tickets.push(ticket);
}

const memory = process.memoryUsage().rss;
let begin = processorSeconds();
const decide = engine.make(rules);
console.log(`load ${processorSeconds() - begin} ${(process.memoryUsage().rss - memory) / 1e6}`);

begin = processorSeconds();
let spent = 0;
let done = 0;
while (done < tickets.length && (done < Number(least) || spent < Number(seconds))) {
  const ids = await decide(tickets[done]);
  console.log(`ids ${ids.join(' ')}`);
  done += 1;
  spent = processorSeconds() - begin;
}
// That was to get warm, unless it was long.
if (spent < 10 * Number(seconds)) {
  const answered = done;
  done = 0;
  begin = processorSeconds();
  do {
    await decide(tickets[done % answered]);
    done += 1;
    spent = processorSeconds() - begin;
  } while (spent < Number(seconds));
}
console.log(`rate ${done / spent}`);
