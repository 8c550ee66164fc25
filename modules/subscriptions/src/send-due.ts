import { runCommand, type Actor, type App, type Letter } from '@otklik/kernel';
import { isBounce, isRefusedForGood } from '@otklik/notices';
import { carryLetters } from './commands/carry-letters.ts';
import { planLetters } from './commands/plan-letters.ts';
import { wakeSubscribers } from './commands/wake-subscribers.ts';
import { SENDER } from './policy.ts';
import type { Delivery, Outcome } from './store/outbox.ts';

/** Letters in the air at once of one lane: so many are in doubt when the process is killed. */
const CHUNK = 20;
const LANES = 2;

/** The post office's own word (`MailError` of the adapters), read by shape. */
interface Spoken {
  readonly step?: unknown;
  readonly reply?: unknown;
}

/** After the letter itself went out, silence may mean that it arrived: such a one is not tried again. */
function deliveryAfter(error: unknown): Delivery {
  if (isBounce(error)) return 'bounced';
  if (isRefusedForGood(error)) return 'refused';
  const { step, reply } = (error ?? {}) as Spoken;
  return step === 'data' && (reply === null || reply === undefined) ? 'unknown' : 'postponed';
}

async function post(app: App, letter: Letter): Promise<Delivery> {
  try {
    await app.ports.mail.send(letter);
    return 'sent';
  } catch (error) {
    const delivery = deliveryAfter(error);
    const name = error instanceof Error ? error.name : 'error';
    app.log.warn('digest.not-taken', { letter: letter.id, delivery, name });
    return delivery;
  }
}

/** Sends what waits, chunk by chunk, outside any transaction. @returns how many the post office took */
async function lane(app: App, actor: Actor, goesOn: () => boolean): Promise<number> {
  let sent = 0;
  let outcomes: Outcome[] = [];
  for (;;) {
    const take = goesOn() ? CHUNK : 0;
    const { taken, letters } = await runCommand(app, actor, carryLetters, { outcomes, take });
    if (taken === 0) return sent;
    outcomes = await Promise.all(
      letters.map(async ({ letterId, attempt, letter }) => ({
        letterId,
        attempt,
        delivery: await post(app, letter),
      })),
    );
    sent += outcomes.filter((one) => one.delivery === 'sent').length;
  }
}

/**
 * One region's digests: looks at what became public, plans what is due, sends what waits. Stops when told,
 * between two batches; run again, by whichever process, it goes on where it stopped.
 *
 * @returns counts, for those who measure
 */
export async function sendDue(
  app: App,
  region: string,
  goesOn: () => boolean,
): Promise<{ planned: number; sent: number }> {
  const actor: Actor = { kind: 'system', region, name: SENDER };
  await runCommand(app, actor, wakeSubscribers, {});
  let planned = 0;
  for (let more = true; more && goesOn();) {
    const done = await runCommand(app, actor, planLetters, {});
    planned += done.planned;
    more = done.more;
  }
  const lanes = await Promise.all(Array.from({ length: LANES }, () => lane(app, actor, goesOn)));
  return { planned, sent: lanes.reduce((sum, one) => sum + one, 0) };
}
