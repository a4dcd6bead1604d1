// SPDX-License-Identifier: BSL-1.0
// A webhook that messages come to: POLICY=policy.yaml JOURNAL=desk.jsonl SECRET=... node server.mjs
//
//     POST /message   a message, signed (X-Signature); answers what is to be done about it
//     GET  /metrics   the desk's, for Prometheus
//
// SIGHUP reads the policy anew, SIGTERM ends it when what it works on is done. PORT is 8080 unless said otherwise; 0 takes
// any that is free. It listens on the loopback interface: a proxy stands in front.
import { createServer } from 'node:http';

import { LimitError, InputError, Policy, PolicyError, TimeError, UsherError } from 'usher';

import { Store } from './store.mjs';
import { Refused, answer, bodyOf, demandSignature, objectOf } from './webhook.mjs';

const mostBytes = 64 * 1024;
const settings = Object.fromEntries(['POLICY', 'JOURNAL', 'SECRET'].map((name) => {
  const value = process.env[name];
  if (!value) {
    console.error(`the environment has no ${name}`);
    process.exit(2);
  }
  return [name, value];
}));

// A log is no place for what customers write: codes and places only.
const told = (findings) => findings.map(({ code, path }) => `${code} (${path})`).join(', ');

function load() {
  try {
    return Policy.load(settings.POLICY);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    for (const { file, line, column, message, hint } of error.findings) {
      console.error(`${file}:${line}:${column}: ${message}${hint ? ` (${hint})` : ''}`);
    }
    return null;
  }
}

let policy = load();
if (policy === null) process.exit(1);
const store = await Store.open(policy, settings.JOURNAL);

async function message(request) {
  if (request.method !== 'POST') throw new Refused(405, 'post a message', { Allow: 'POST' });
  const body = await bodyOf(request, mostBytes);
  demandSignature(body, request.headers['x-signature'], settings.SECRET);
  const given = objectOf(body);
  if (typeof given.id !== 'string' || typeof given.conversation !== 'string') {
    throw new Refused(422, 'a message has an id and a conversation');
  }
  // Without a time of its own it came now; then it is another message when it comes again.
  const time = given.time ?? new Date().toISOString();
  const decision = policy.triage({ time, ...given }, { lenient: true, findings: true });
  if (decision.findings.length > 0) console.error(`usher: ${told(decision.findings)}`);
  const event = { type: 'message', id: given.id, time, conversation: given.conversation, message: given };
  const effects = await store.apply(event);
  const { department, priority, band, tags, moveTo, reply } = decision;
  const because = decision.because('department');
  return [effects.repeated ? 200 : 201, { id: given.id, department, priority, band, tags, moveTo, reply, because }];
}

const server = createServer(async (request, response) => {
  try {
    if (request.url === '/message') answer(response, ...(await message(request)));
    else if (request.url === '/metrics') {
      response.setHeader('Content-Type', 'application/openmetrics-text; version=1.0.0; charset=utf-8');
      response.end(await store.metrics());
    } else answer(response, 404, { error: 'there is nothing here' });
  } catch (error) {
    if (error instanceof Refused) answer(response, error.status, { error: error.message }, error.headers);
    else if (error instanceof InputError || error instanceof LimitError) {
      console.error(`usher: ${told(error.findings)}`);
      answer(response, 422, { error: error.status, findings: error.findings.map(({ code, path }) => ({ code, path })) });
    } else if (error instanceof UsherError && error.status === 'conflict') {
      answer(response, 409, { error: 'that id was another message' });
    } else if (error instanceof TimeError) {
      // It is from days ahead of this clock: one of the two is wrong, and neither may stay so.
      answer(response, 503, { error: 'time' });
    } else {
      console.error(error);
      answer(response, 500, { error: 'internal' });
    }
  }
});
server.requestTimeout = 10_000;
server.headersTimeout = 5_000;

process.on('SIGHUP', async () => {
  const next = load();
  if (next === null) return; // it goes on with the one that it has
  await store.change(next);
  policy = next; // the old one goes when nothing uses it any more
  console.error('policy read anew');
});
process.on('SIGTERM', () => {
  server.close(() => store.close());
  server.closeIdleConnections();
});

server.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  console.log(`listening on ${server.address().port}`);
});
