// SPDX-License-Identifier: BSL-1.0
// What a webhook has to see to before a body is anything: its size, its signature, its form.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** An answer that ends the request. */
export class Refused extends Error {
  constructor(status, message, headers = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** The whole body, at most so many bytes; what is longer is not read to its end. */
export async function bodyOf(request, most) {
  if (Number(request.headers['content-length'] ?? 0) > most) throw new Refused(413, 'too large', { Connection: 'close' });
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > most) throw new Refused(413, 'too large', { Connection: 'close' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whoever knows the secret has signed these bytes: `sha256=` and the HMAC in hexadecimal. */
export function demandSignature(body, header, secret) {
  const wanted = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
  const given = Buffer.from(String(header ?? ''));
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new Refused(401, 'no valid signature');
}

export function objectOf(body) {
  let value;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new Refused(400, 'no JSON');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw new Refused(400, 'no JSON object');
  return value;
}

export function answer(response, status, body, headers = {}) {
  const bytes = Buffer.from(`${JSON.stringify(body)}\n`);
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': bytes.length, ...headers });
  response.end(bytes);
}
