import { defineCommand, type App, type Letter, type Tx } from '@otklik/kernel';
import { addressesOf } from '@otklik/notices';
import { zoneOfRegion } from '@otklik/registry';
import { digestLetter, ITEMS_MAX, type Digest } from '../letter.ts';
import { isNight } from '../model/schedule.ts';
import { onlySender } from '../policy.ts';
import { carryLetters as input } from '../schema.ts';
import { nameTarget } from '../store/names.ts';
import { newsOf } from '../store/news.ts';
import { closeLetters, handOver, settleLetters, type Waiting } from '../store/outbox.ts';

interface Carried {
  readonly letterId: string;
  readonly attempt: number;
  readonly letter: Letter;
}

/** What each letter says, read now: letters of one target and span share it. */
function digests(tx: Tx) {
  const known = new Map<string, Promise<Digest>>();
  const read = async ({ target, from_at: from, to_at: to }: Waiting): Promise<Digest> => ({
    named: await nameTarget(tx, target),
    ...(await newsOf(tx, target, { from, to }, ITEMS_MAX)),
  });
  return (one: Waiting): Promise<Digest> => {
    const key = `${one.target_key} ${one.from_at.getTime()} ${one.to_at.getTime()}`;
    const digest = known.get(key) ?? read(one);
    known.set(key, digest);
    return digest;
  };
}

async function written(app: App, tx: Tx, waiting: readonly Waiting[]): Promise<Carried[]> {
  const addresses = await addressesOf(
    tx,
    waiting.map((one) => one.contact_id),
  );
  const settings = { publicUrl: app.settings.publicUrl, keys: app.ports.keys };
  const digestOf = digests(tx);
  const carried: Carried[] = [];
  const [empty, nobody]: [string[], string[]] = [[], []];
  for (const one of waiting) {
    const to = addresses.get(one.contact_id);
    const digest = await digestOf(one);
    if (!to) nobody.push(one.id);
    else if (digest.total === 0) empty.push(one.id);
    else {
      const letter = digestLetter(settings, one, digest, to);
      carried.push({ letterId: one.id, attempt: one.attempts, letter });
    }
  }
  await closeLetters(tx, empty, 'empty');
  await closeLetters(tx, nobody, 'failed');
  return carried;
}

/**
 * Writes what became of the letters taken before, and takes more, in one transaction. What is taken is never
 * sent twice: the record that it leaves stands before it leaves.
 */
export const carryLetters = defineCommand({
  name: 'subscriptions.carry-letters',
  input,
  policy: onlySender,
  async handle({ app, tx, input: { outcomes, take } }) {
    await settleLetters(tx, outcomes);
    if (take === 0 || isNight(await zoneOfRegion(tx), tx.now)) return { taken: 0, letters: [] };
    const waiting = await handOver(tx, take);
    return { taken: waiting.length, letters: await written(app, tx, waiting) };
  },
  audit: ({ input: { outcomes }, output }) => ({
    object: 'subscription-letters',
    after: `settled ${outcomes.length}, taken ${output.taken}`,
  }),
});
