import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a client was told and may rely on. */
export interface Acknowledged {
  readonly number: string;
  readonly receipt: string;
  readonly key: string;
  readonly email: string;
  readonly body: string;
}

export interface Ledger {
  readonly filed: Acknowledged[];
  /** Numbers of complaints whose authors pressed the button of the letter and saw the case's page. */
  readonly confirmed: Set<string>;
  /** Answers that should not be: neither a success nor a reason to try again. */
  readonly odd: string[];
  /** Requests that got no answer, or one that asks to come again. */
  retries: number;
  /** PostgreSQL was killed and nobody has said yet that it is back. */
  databaseDown: boolean;
  closing: boolean;
}

export const newLedger = (): Ledger => ({
  filed: [],
  confirmed: new Set(),
  odd: [],
  retries: 0,
  databaseDown: false,
  closing: false,
});

// Asked to come again. A plain 500 is a fault of ours, unless PostgreSQL went away under us.
const AGAIN = new Set([409, 503]);
const mayTryAgain = (status: number, { databaseDown }: Ledger): boolean =>
  AGAIN.has(status) || (status === 500 && databaseDown);
const PAUSE_MS = 40;

export function post(base: string, apiKey: string, key: string, body: string): Promise<Response> {
  return fetch(`${base}/api/v1/complaints`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${apiKey}`,
      'idempotency-key': key,
    },
    body,
    signal: AbortSignal.timeout(10_000),
  });
}

/** Files one complaint after another; each is sent again, under its key, until it is acknowledged. */
export async function fileOn(base: string, apiKey: string, ledger: Ledger): Promise<void> {
  while (!ledger.closing) {
    const key = randomUUID();
    const email = `author-${key}@example.org`;
    const body = JSON.stringify({
      clinic: 'msk-a-001-v',
      topic: 'wait-at-door-over-1h',
      story: `Записалась на девять утра, вошла в кабинет в половине двенадцатого. ${key}`,
      facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
      email,
    });
    for (let acknowledged = false; !acknowledged;) {
      try {
        const response = await post(base, apiKey, key, body);
        const answer = await response.text();
        if (response.status === 201) {
          const { number, receipt } = JSON.parse(answer) as Acknowledged;
          ledger.filed.push({ number, receipt, key, email, body });
          acknowledged = true;
        } else if (!mayTryAgain(response.status, ledger)) {
          ledger.odd.push(`${response.status} ${answer.slice(0, 200)}`);
          return;
        }
      } catch {
        // The connection was lost: nobody knows what became of it.
      }
      if (!acknowledged) ledger.retries += 1;
      await sleep(acknowledged ? 5 : PAUSE_MS);
    }
  }
}

/** An author at the mailbox: opens each new letter and presses its button, until the case's page shows. */
export async function confirmOn(base: string, mailbox: string, ledger: Ledger): Promise<void> {
  const done = new Set<string>();
  while (!ledger.closing) {
    const names = await readdir(mailbox).catch(() => []);
    const name = names.find((file) => file.endsWith('.json') && !done.has(file));
    if (!name) {
      await sleep(PAUSE_MS);
      continue;
    }
    done.add(name);
    const { text } = JSON.parse(await readFile(join(mailbox, name), 'utf8')) as { text: string };
    const token = /\/confirm\/([\w-]{43})/.exec(text)?.[1];
    if (token) await confirm(base, token, ledger);
  }
}

async function confirm(base: string, token: string, ledger: Ledger): Promise<void> {
  for (;;) {
    try {
      const response = await fetch(`${base}/confirm/${token}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          accept: 'text/html',
          origin: base,
          // A visitor of another network each time: one network may press 60 buttons an hour.
          'x-forwarded-for': `10.${Math.trunc(Math.random() * 250)}.${Math.trunc(Math.random() * 250)}.1`,
        },
        redirect: 'manual',
        signal: AbortSignal.timeout(10_000),
      });
      const number = /complaints\/([\d-]+)/.exec(response.headers.get('location') ?? '')?.[1];
      if (number) {
        ledger.confirmed.add(number);
        return;
      }
      if (!mayTryAgain(response.status, ledger)) {
        ledger.odd.push(`confirm ${response.status}`);
        return;
      }
    } catch {
      // Lost on the way; press again.
    }
    ledger.retries += 1;
    await sleep(PAUSE_MS);
  }
}
