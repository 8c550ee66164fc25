import { runCommand, type Actor, type App, type Letter } from '@otklik/kernel';
import { isBounce, isRefusedForGood } from '@otklik/notices';
import { carryLetters } from './commands/carry-letters.ts';
import { planInvitations } from './commands/plan-invitations.ts';
import { PLANNER, SENDER } from './policy.ts';
import type { Delivery, Outcome } from './store/outbox.ts';

/** Letters in the air at once: so many are in doubt when the process is killed. */
const CHUNK = 20;

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
    app.log.warn('survey-letter.not-taken', { letter: letter.id, delivery, name });
    return delivery;
  }
}

/** Decides about every visit that waits, batch by batch. @returns how many people are asked */
export async function planAll(app: App, region: string, goesOn: () => boolean): Promise<number> {
  const actor: Actor = { kind: 'system', region, name: PLANNER };
  let invited = 0;
  for (let more = true; more && goesOn();) {
    const done = await runCommand(app, actor, planInvitations, {});
    invited += done.invited;
    more = done.more;
  }
  return invited;
}

/** Sends what is due, chunk by chunk, outside any transaction. @returns how many the post office took */
export async function sendAll(app: App, region: string, goesOn: () => boolean): Promise<number> {
  const actor: Actor = { kind: 'system', region, name: SENDER };
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
