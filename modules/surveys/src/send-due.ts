import { runCommand, type Actor, type App, type OutputOf, type Taken } from '@otklik/kernel';
import { isBounce, isRefusedForGood } from '@otklik/notices';
import { carryLetters } from './commands/carry-letters.ts';
import { drawAttached } from './commands/draw-attached.ts';
import { planInvitations } from './commands/plan-invitations.ts';
import { planReminders } from './commands/plan-reminders.ts';
import { PLANNER, SENDER } from './policy.ts';
import type { Delivery, Outcome } from './schema.ts';

/** Letters of a lane in the air at once; as many as all lanes have are in doubt when the process is killed. */
const CHUNK = 20;
const LANES = 4;
/** After so many letters in a row that found no post office at all, this run ends; the next one looks again. */
const UNREACHED_MAX = 5;

/** The post office's own word (`MailError` of the adapters), read by shape. */
interface Spoken {
  readonly step?: unknown;
  readonly reply?: unknown;
  readonly status?: unknown;
}

type Posted = Pick<Outcome, 'queuedAs' | 'status'> & { readonly delivery: Delivery };

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** After the letter itself went out, silence may mean that it arrived: such a one is not tried again. */
function postedAfter(error: unknown): Posted {
  const { step, reply, status } = (error ?? {}) as Spoken;
  const said = textOf(status);
  const rest = said ? { status: said } : {};
  if (step === 'connect') return { delivery: 'unreached' };
  if (isBounce(error)) return { delivery: 'bounced', ...rest };
  if (isRefusedForGood(error)) return { delivery: 'refused', ...rest };
  const silent = step === 'data' && (reply === null || reply === undefined);
  return { delivery: silent ? 'unknown' : 'postponed', ...rest };
}

type Sent = OutputOf<typeof carryLetters>['letters'][number];

/** Through the post office or the gateway of its way; where there is no such gateway nothing is reached. */
const sendOne = ({ ports }: App, sent: Sent): Promise<Taken | void> | null =>
  sent.channel === 'mail'
    ? ports.mail.send(sent.letter)
    : (ports[sent.channel]?.send(sent.letter) ?? null);

async function post(app: App, sent: Sent): Promise<Posted> {
  const { letter, channel } = sent;
  try {
    const sending = sendOne(app, sent);
    if (!sending) return { delivery: 'unreached' };
    const taken = await sending;
    const queuedAs = taken?.queuedAs;
    return { delivery: 'sent', ...(queuedAs ? { queuedAs } : {}) };
  } catch (error) {
    const posted = postedAfter(error);
    const name = error instanceof Error ? error.name : 'error';
    app.log.warn('survey-letter.not-taken', {
      letter: letter.id,
      channel,
      delivery: posted.delivery,
      name,
    });
    return posted;
  }
}

/** Decides about every visit and reminder that waits, batch by batch. @returns how many people are asked */
export async function planAll(app: App, region: string, goesOn: () => boolean): Promise<number> {
  const actor: Actor = { kind: 'system', region, name: PLANNER };
  let invited = 0;
  for (let more = true; more && goesOn();)
    more = (await runCommand(app, actor, drawAttached, {})).more;
  for (let more = true; more && goesOn();) {
    const done = await runCommand(app, actor, planInvitations, {});
    invited += done.invited;
    more = done.more;
  }
  for (let more = true; more && goesOn();)
    more = (await runCommand(app, actor, planReminders, {})).more;
  return invited;
}

/** Counted over all lanes. */
interface Run {
  unreached: number;
  readonly goesOn: () => boolean;
}

async function carry(app: App, region: string, run: Run): Promise<number> {
  const actor: Actor = { kind: 'system', region, name: SENDER };
  let sent = 0;
  let outcomes: Outcome[] = [];
  for (;;) {
    const take = run.unreached < UNREACHED_MAX && run.goesOn() ? CHUNK : 0;
    const { looked, letters } = await runCommand(app, actor, carryLetters, { outcomes, take });
    outcomes = [];
    if (looked === 0) return sent;
    const posted = await Promise.all(letters.map((one) => post(app, one)));
    for (const [at, one] of posted.entries()) {
      const { letterId, attempt, channel } = letters[at]!;
      outcomes.push({ letterId, attempt, ...one });
      // A gateway that is away holds up no letters.
      if (channel === 'mail') run.unreached = one.delivery === 'unreached' ? run.unreached + 1 : 0;
    }
    sent += outcomes.filter((one) => one.delivery === 'sent').length;
  }
}

/**
 * Sends what is due, chunk by chunk, outside any transaction, in lanes: while one waits for the post office the
 * others read and write. @returns how many the post office took
 */
export async function sendAll(app: App, region: string, goesOn: () => boolean): Promise<number> {
  const run: Run = { unreached: 0, goesOn };
  const sent = await Promise.all(Array.from({ length: LANES }, () => carry(app, region, run)));
  return sent.reduce((sum, one) => sum + one, 0);
}
