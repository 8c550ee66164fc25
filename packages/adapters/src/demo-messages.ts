import { randomBytes } from 'node:crypto';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock, type Clock, type MessagePort, type ShortMessage } from '@otklik/kernel';
import { systemCode, writeDurably } from './durable-file.ts';
import { letterDigest } from './letter.ts';
import { isPostedBy, signPosted } from './messages.ts';

const NAME = /^(\d{15})-[0-9a-f]{32}\.json$/;
const MESSAGES_max = 500;

export interface KeptMessage extends ShortMessage {
  readonly channel: string;
  /** ISO 8601, UTC. */
  readonly keptAt: string;
}

export interface DemoMessages extends MessagePort {
  /** Newest first. */
  list(): Promise<KeptMessage[]>;
  /** Drops messages that came before an instant. @returns how many */
  forgetBefore(instant: Date): Promise<number>;
  /** What the gateway would post when somebody answers. */
  reply(from: string, text: string): { readonly signature: string; readonly body: string };
}

export interface DemoMessagesOptions {
  readonly folder: string;
  readonly channel: string;
  readonly clock?: Clock;
}

/** A gateway that keeps messages in files and shows them: for demonstrations, never for people’s telephones. */
export function createDemoMessages(options: DemoMessagesOptions): DemoMessages {
  const { folder, channel, clock = systemClock } = options;
  // Each process has its own: only this one posts back to itself.
  const secret = randomBytes(32).toString('hex');

  async function names(): Promise<string[]> {
    try {
      const all = await readdir(folder);
      return all
        .filter((name) => NAME.test(name))
        .sort()
        .reverse();
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return [];
      throw error;
    }
  }

  return {
    async send({ id, to, text, locale }) {
      const known = await names();
      const digest = letterDigest(id);
      if (known.some((name) => name.includes(digest))) return { queuedAs: null };
      const now = clock.now();
      const kept: KeptMessage = { id, to, text, locale, channel, keptAt: now.toISOString() };
      const name = `${String(now.getTime()).padStart(15, '0')}-${digest}.json`;
      await writeDurably(join(folder, name), JSON.stringify(kept), join(folder, '.tmp'));
      for (const old of known.slice(MESSAGES_max - 1)) await rm(join(folder, old), { force: true });
      return { queuedAs: null };
    },
    isSigned: (posted, now) => isPostedBy(secret, posted, now),
    async list() {
      const kept = (await names()).map((name) => readFile(join(folder, name), 'utf8'));
      return (await Promise.all(kept)).map((text) => JSON.parse(text) as KeptMessage);
    },
    async forgetBefore(instant) {
      const old = (await names()).filter((name) => Number(name.slice(0, 15)) < instant.getTime());
      for (const name of old) await rm(join(folder, name), { force: true });
      return old.length;
    },
    reply(from, text) {
      const body = JSON.stringify({ event: 'reply', from, text });
      return { body, signature: signPosted(secret, body, clock.now()) };
    },
  };
}
