import type { SlotRow } from './day.ts';

/** The door takes 256 KiB; a row of ours is some 250 bytes. */
export const ROWS_a_request = 500;
const ANSWER_within_ms = 30_000;
const TRIES = 5;
const FIRST_pause_ms = 1000;

/** Told in words; nothing helps but to change what was asked. */
export class DoorRefused extends Error {
  override readonly name = 'DoorRefused';
}

export interface Door {
  readonly url: string;
  readonly key: string;
  readonly source: string;
  readonly signal: AbortSignal;
  readonly out: (line: string) => void;
  /** Waits, or ends at once when somebody stops. */
  readonly pause: (ms: number) => Promise<void>;
}

interface Outcome {
  readonly outcome: string;
  readonly seq: number;
  readonly changed: number;
  readonly waits: number;
  readonly faults: Readonly<Record<string, number>>;
}

const WORDS: Readonly<Record<number, string>> = {
  401: 'the key is unknown, revoked or past its date',
  403: 'the key lacks the scope slots:write, or another key holds this source',
  404: 'there is no such source (an administrator makes it at /desk/sources), or no such address',
  413: 'one feed is larger than the door takes',
};

/** The push API of one source: numbers of feeds are kept here, short troubles are waited out. */
export class PushDoor {
  readonly #door: Door;
  #seq = 0;

  constructor(door: Door) {
    this.#door = door;
  }

  /** Asks which number comes next, by a feed that says nothing. @throws DoorRefused */
  async begin(): Promise<void> {
    const { seq } = await this.#ask('FULL', 1, []);
    this.#seq = seq;
  }

  /** @throws DoorRefused */
  async push(rows: readonly SlotRow[]) {
    const sum = { changed: 0, waits: 0, faults: new Map<string, number>() };
    for (let first = 0; first < rows.length; first += ROWS_a_request) {
      const part = rows.slice(first, first + ROWS_a_request);
      let told = await this.#ask('DIFF', this.#seq + 1, part);
      // Somebody else spoke meanwhile, or our own feed came in and its answer was lost: sent again it changes nothing.
      if (told.outcome !== 'taken') told = await this.#ask('DIFF', told.seq + 1, part);
      this.#seq = told.seq;
      sum.changed += told.changed;
      sum.waits += told.waits;
      for (const [fault, count] of Object.entries(told.faults))
        sum.faults.set(fault, (sum.faults.get(fault) ?? 0) + count);
    }
    return sum;
  }

  async #ask(mode: 'FULL' | 'DIFF', seq: number, slots: readonly SlotRow[]): Promise<Outcome> {
    const { url, source, out, pause } = this.#door;
    for (let tried = 1; ; tried += 1) {
      const body = JSON.stringify({ source, mode, seq, at: new Date().toISOString(), slots });
      const answer = await this.#once(body);
      if (answer instanceof Response && answer.ok) return (await answer.json()) as Outcome;
      const words = answer instanceof Response ? await wordsOf(answer) : answer;
      const isPassing =
        !(answer instanceof Response) || [429, 502, 503, 504].includes(answer.status);
      if (!isPassing || tried === TRIES) throw new DoorRefused(`${url}: ${words}`);
      const asked_s = answer instanceof Response ? Number(answer.headers.get('retry-after')) : 0;
      const wait_ms = asked_s > 0 ? asked_s * 1000 : FIRST_pause_ms * 2 ** (tried - 1);
      out(`${words}; again in ${Math.ceil(wait_ms / 1000)} s`);
      await pause(wait_ms);
    }
  }

  /** The answer, or in words why there is none. */
  async #once(body: string): Promise<Response | string> {
    const { url, key, signal } = this.#door;
    try {
      return await fetch(new URL('/api/v1/slots', url), {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body,
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_within_ms)]),
      });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time';
      return 'nobody answers there';
    }
  }
}

async function wordsOf(answer: Response): Promise<string> {
  const told = (await answer.json().catch(() => null)) as { error?: { code?: unknown } } | null;
  const code = typeof told?.error?.code === 'string' ? ` (${told.error.code})` : '';
  return `${WORDS[answer.status] ?? `the answer was ${answer.status}`}${code}`;
}
