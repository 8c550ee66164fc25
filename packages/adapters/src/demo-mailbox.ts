import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '@otklik/kernel';
import type { Clock, Letter, MailPort } from '@otklik/kernel';
import { systemCode, writeDurably } from './durable-file.ts';
import { checkLetter, letterDigest } from './letter.ts';

/** When it came (ms), a count within this process, the digest of its id. */
const NAME = /^\d{15}-\d{9}-([0-9a-f]{32})\.json$/;

export interface KeptLetter extends Letter {
  /** ISO 8601, UTC. */
  readonly keptAt: string;
}

export interface DemoMailbox extends MailPort {
  /** Newest first. */
  list(): Promise<KeptLetter[]>;
  /** By the letter's id. */
  read(id: string): Promise<KeptLetter | null>;
  /** Drops letters that came before an instant. @returns how many */
  forgetBefore(instant: Date): Promise<number>;
}

export interface DemoMailboxOptions {
  readonly folder: string;
  readonly clock?: Clock;
  /** The oldest go first beyond this. */
  readonly letters_max?: number;
}

/** A post office that keeps letters in files and shows them: for demonstrations and journeys, never for people's mail. */
export function createDemoMailbox(options: DemoMailboxOptions): DemoMailbox {
  const { folder, clock = systemClock, letters_max = 2000 } = options;
  const temporary = join(folder, '.tmp');
  let count = 0;

  /** Newest first. */
  async function names(): Promise<string[]> {
    try {
      return (await readdir(folder))
        .filter((name) => NAME.test(name))
        .sort()
        .reverse();
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return [];
      throw error;
    }
  }

  async function open(name: string): Promise<KeptLetter | null> {
    try {
      return JSON.parse(await readFile(join(folder, name), 'utf8')) as KeptLetter;
    } catch (error) {
      // Another process may drop the oldest between listing and reading.
      if (systemCode(error) === 'ENOENT') return null;
      throw error;
    }
  }

  return {
    async send(letter) {
      checkLetter(letter);
      const known = await names();
      const digest = letterDigest(letter.id);
      if (known.some((name) => name.includes(digest))) return { queuedAs: null };
      const now = clock.now();
      count += 1;
      const { id, to, subject, text, html, locale, unsubscribe } = letter;
      const stop = unsubscribe ? { unsubscribe } : {};
      const keptAt = now.toISOString();
      const kept: KeptLetter = { id, to, subject, text, html, locale, ...stop, keptAt };
      const order = `${padded(now.getTime(), 15)}-${padded(count, 9)}`;
      await writeDurably(join(folder, `${order}-${digest}.json`), JSON.stringify(kept), temporary);
      for (const name of known.slice(letters_max - 1))
        await rm(join(folder, name), { force: true });
      return { queuedAs: null };
    },
    async list() {
      const letters: KeptLetter[] = [];
      for (const name of await names()) {
        const letter = await open(name);
        if (letter) letters.push(letter);
      }
      return letters;
    },
    async forgetBefore(instant) {
      const old = (await names()).filter((name) => Number(name.slice(0, 15)) < instant.getTime());
      for (const name of old) await rm(join(folder, name), { force: true });
      return old.length;
    },
    async read(id) {
      const digest = letterDigest(id);
      const name = (await names()).find((candidate) => candidate.includes(digest));
      return name === undefined ? null : await open(name);
    },
  };
}

const padded = (number: number, width: number): string => String(number).padStart(width, '0');
