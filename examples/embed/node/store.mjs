// SPDX-License-Identifier: BSL-1.0
// The desk of this process on disk: its journal, and a snapshot of how it stood so many bytes into the journal. What is on
// disk when the process ends, however it ends, is what the next one begins with.
import { open, readFile, readdir, rename, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { Desk, Event } from 'usher';

const HOUR = 3_600_000;
const SECOND = 1000;

export class Store {
  #desk;
  #path;
  #file;
  #size = 0; // of the journal, whole lines
  #turn = Promise.resolve();
  #told = -Infinity; // when the desk was last told the time
  #timer;

  static async open(policy, path) {
    const store = new Store();
    store.#path = path;
    store.#file = await open(path, 'a+');
    const journal = await readFile(path);
    // A line that is half written was never acknowledged.
    store.#size = journal.lastIndexOf(10) + 1;
    await store.#file.truncate(store.#size);
    const [newest] = await store.#snapshots();
    store.#desk = newest
      ? Desk.restore(await readFile(newest.path), { journal: true })
      : Desk.open(policy, { journal: true });
    const lines = journal.subarray(newest?.size ?? 0, store.#size).toString().split('\n').filter(Boolean);
    for (const line of lines) store.#again(JSON.parse(line).event, policy);
    await store.tick();
    await store.change(policy);
    return store;
  }

  /** What was said before is said again; the same comes of it, and is in the journal already. */
  #again(event, policy) {
    if (event.type === 'policy') this.#desk.setPolicy(policy);
    else this.#desk.apply(event);
    this.#desk.commit();
  }

  /** Newest first. */
  async #snapshots() {
    const begin = `${basename(this.#path)}.`;
    const names = await readdir(dirname(this.#path));
    return names
      .filter((name) => name.startsWith(begin) && /^\d+$/.test(name.slice(begin.length)))
      .map((name) => ({ path: join(dirname(this.#path), name), size: Number(name.slice(begin.length)) }))
      .filter(({ size }) => size <= this.#size)
      .sort((one, other) => other.size - one.size);
  }

  async #save() {
    const older = await this.#snapshots();
    const path = `${this.#path}.${this.#size}`;
    await writeFile(`${path}.new`, this.#desk.snapshot(), { flush: true });
    await rename(`${path}.new`, path);
    for (const each of older) if (each.path !== path) await unlink(each.path);
  }

  async #append(lines) {
    const bytes = Buffer.from(lines);
    try {
      await this.#file.appendFile(bytes);
      await this.#file.datasync();
      this.#size += bytes.length;
    } catch (error) {
      await this.#file.truncate(this.#size); // nothing of it stays
      throw error;
    }
  }

  /** One after the other, whoever asks. */
  #next(work) {
    const mine = this.#turn.then(work).finally(() => this.#wait());
    this.#turn = mine.catch(() => {});
    return mine;
  }

  #keep(event) {
    return this.#desk.change(event, async (effects) => {
      if (!effects.repeated) await this.#append(effects.journal);
      return effects;
    });
  }

  /**
   * A desk reads no clock: it is told when something is due, and every hour. By force, since it believes no event that is
   * further ahead than desk.ahead_bound, and there may have been no message, or no process, for days.
   */
  async #tell() {
    const now = Date.now();
    const { nextDue } = this.#desk;
    if (now - this.#told < HOUR && (nextDue === null || nextDue > now)) return;
    await this.#keep(new Event('advance', { time: now, force: true }));
    this.#told = now;
  }

  #wait() {
    clearTimeout(this.#timer);
    const { nextDue } = this.#desk;
    const left = nextDue === null ? HOUR : nextDue - Date.now();
    const tick = () => this.tick().catch((error) => console.error(error)); // and once more a second later
    this.#timer = setTimeout(tick, Math.min(Math.max(left, SECOND), HOUR)).unref();
  }

  tick() {
    return this.#next(() => this.#tell());
  }

  /**
   * Tells the desk. What comes of it is on disk before the desk keeps it and before anybody hears of it; if the disk says
   * no, the desk is as it was.
   */
  apply(event) {
    return this.#next(async () => {
      await this.#tell();
      return this.#keep(event);
    });
  }

  /** Another policy from now on. */
  change(policy) {
    return this.#next(async () => {
      const effects = this.#desk.setPolicy(policy);
      try {
        await this.#append(effects.journal);
      } catch (error) {
        this.#desk.abort();
        throw error;
      }
      this.#desk.commit();
      await this.#save();
      return effects;
    });
  }

  metrics() {
    return this.#next(() => this.#desk.metrics());
  }

  async close() {
    await this.#next(() => this.#save());
    clearTimeout(this.#timer);
    await this.#file.close();
    this.#desk.close();
  }
}
