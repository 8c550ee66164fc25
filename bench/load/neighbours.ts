import { Agent, request } from 'node:http';

/** One round of filings, as it is asked of the process that plays the neighbours' systems. */
export interface Round {
  readonly address: string;
  readonly keys: readonly string[];
  readonly seconds: number;
  /** Numbers of the filings begin here, so that no two are the same. */
  readonly first: number;
}

export interface Filed {
  readonly filed_count: number;
  readonly took_s: number;
}

export const filing = (key: string, n: number): string =>
  new URLSearchParams({
    api_key: key,
    service_code: 'wait-at-door-over-1h',
    address_id: 'msk-a-001-v',
    description: `Записалась на девять утра, вошла в кабинет только в половине двенадцатого. Случай ${n}.`,
    'attribute[appointed_at]': '2026-06-10T09:00:00+03:00',
    'attribute[started_at]': '2026-06-10T11:30:00+03:00',
    email: `open311-${n}@bench.example`,
  }).toString();

/** Posts one filing. @throws Error when the answer is not 201 */
export async function post(address: string, body: string, agent: Agent): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = request(address, { method: 'POST', agent, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      if (response.statusCode === 201) resolve();
      else
        reject(
          new Error(`${response.statusCode} ${Buffer.concat(chunks).toString().slice(0, 300)}`),
        );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Every neighbour files one after another until the time is over. */
async function play({ address, keys, seconds, first }: Round): Promise<Filed> {
  const agent = new Agent({ keepAlive: true });
  const began = performance.now();
  const until = began + seconds * 1000;
  let filed_count = 0;
  await Promise.all(
    keys.map(async (key) => {
      while (performance.now() < until) {
        filed_count += 1;
        await post(address, filing(key, first + filed_count), agent);
      }
    }),
  );
  agent.destroy();
  return { filed_count, took_s: (performance.now() - began) / 1000 };
}

// Forked by `bench/open311.ts`: what makes the load does not share a thread with what bears it.
if (process.send)
  process.on('message', (round: Round) => {
    play(round).then(
      (filed) => process.send!(filed),
      (error: unknown) => process.send!({ error: String(error) }),
    );
  });
