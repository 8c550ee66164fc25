import { Agent, request } from 'node:http';

/** What is asked: an address of the server and the headers of who asks. */
export interface Ask {
  readonly path: string;
  readonly cookie?: string;
}

export interface Measured {
  /** Milliseconds from the moment a request was due to the last byte of its answer, ascending. */
  readonly took_ms: readonly number[];
  readonly failed_count: number;
  /** What went wrong, each kind once, with its first address. */
  readonly faults: ReadonlyMap<string, string>;
  readonly bytes: number;
}

const GIVE_UP_MS = 10_000;
const TICK_MS = 5;

function ask(agent: Agent, base: string, { path, cookie }: Ask): Promise<{ bytes: number }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      `${base}${path}`,
      {
        agent,
        timeout: GIVE_UP_MS,
        headers: { 'accept-encoding': 'gzip', accept: 'text/html', ...(cookie ? { cookie } : {}) },
      },
      (answer) => {
        let bytes = 0;
        answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
        answer.on('error', reject);
        answer.on('end', () =>
          answer.statusCode === 200
            ? resolve({ bytes })
            : reject(new Error(`status ${answer.statusCode}`)),
        );
      },
    );
    sent.on('timeout', () => sent.destroy(new Error('no answer within 10 s')));
    sent.on('error', reject);
    sent.end();
  });
}

/**
 * Sends at a constant rate whether or not earlier answers have come, and measures from the moment each
 * request was due: a server that stalls is charged for all who would have come meanwhile (coordinated
 * omission). Anything but 200 with a whole body counts as failed.
 */
export async function drive(
  base: string,
  next: () => Ask,
  { rate_per_s, seconds }: { rate_per_s: number; seconds: number },
): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const took_ms: number[] = [];
  const faults = new Map<string, string>();
  let failed_count = 0;
  let bytes = 0;
  const total = Math.round(rate_per_s * seconds);
  const running: Promise<void>[] = [];
  const started = performance.now();
  const send = (due: number) => {
    const what = next();
    running.push(
      ask(agent, base, what).then(
        (answer) => {
          took_ms.push(performance.now() - due);
          bytes += answer.bytes;
        },
        (error: Error) => {
          failed_count += 1;
          took_ms.push(performance.now() - due);
          if (!faults.has(error.message)) faults.set(error.message, what.path);
        },
      ),
    );
  };
  for (let sent = 0; sent < total;) {
    const now = performance.now() - started;
    for (; sent < total && (sent * 1000) / rate_per_s <= now; sent += 1)
      send(started + (sent * 1000) / rate_per_s);
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(running);
  agent.destroy();
  return { took_ms: took_ms.toSorted((a, b) => a - b), failed_count, faults, bytes };
}

/** The value that so large a share of the measurements does not exceed. */
export const percentile = (ascending: readonly number[], share: number): number =>
  ascending[Math.min(ascending.length - 1, Math.ceil(ascending.length * share) - 1)] ?? Number.NaN;
