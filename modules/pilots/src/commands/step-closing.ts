import { json } from '@otklik/db';
import { canonicalJson, defineCommand, type App, type Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { entomb } from '@otklik/retention';
import { forgetPlaces, linksLeft } from '@otklik/surveys';
import { daysAfter } from '../model/days.ts';
import { nextStep, type Step } from '../model/states.ts';
import { onlyCloser } from '../policy.ts';
import { stepClosing as input } from '../schema.ts';
import { signedList } from '../signed-list.ts';
import { countStep, filesOf, stepsOf } from '../store/closings.ts';
import { changePilot, lockPilot, placeIdsOf, type PilotRow } from '../store/pilots.ts';

/** Answers that never come together in a batch of the minimum size are not waited for longer than this. */
const LAST_BATCH_days = 28;

interface Stepped {
  readonly step: Step | null;
  /** `waits`: nothing to do today; `files`: the export is to be written; `done`: call again for the next. */
  readonly outcome: 'done' | 'more' | 'waits' | 'files' | 'over';
}

/**
 * Does the next step of closing a pilot, or a batch of it. A run that was cut short goes on where it stopped: each
 * step is done once.
 */
export const stepClosing = defineCommand({
  name: 'pilots.step-closing',
  input,
  policy: onlyCloser,
  async handle({ app, tx, input: { code, waiting } }): Promise<Stepped> {
    const pilot = await lockPilot(tx, code);
    if (pilot.state !== 'closing') return { step: null, outcome: 'over' };
    const done = (await stepsOf(tx, pilot.id)).filter(({ doneOn }) => doneOn !== null);
    const step = nextStep(done.map((one) => one.step));
    if (step === null) return { step, outcome: 'over' };
    return { step, outcome: await DO[step]({ app, tx, pilot, waiting }) };
  },
  audit: ({ input: { code }, output: { step, outcome } }) => ({
    object: `pilot:${code}`,
    after: `${step ?? 'none'}:${outcome}`,
  }),
});

interface Work {
  readonly app: App;
  readonly tx: Tx;
  readonly pilot: PilotRow;
  readonly waiting: number;
}

const DO: Readonly<Record<Step, (work: Work) => Promise<Stepped['outcome']>>> = {
  // Done with the confirmation itself.
  stop: async () => 'waits',
  async 'run-out'({ tx, pilot }) {
    const today = await todayOf(tx);
    const left = await linksLeft(tx, await placeIdsOf(tx, pilot.id), today);
    if (left > 0 && today <= (pilot.links_until ?? today)) return 'waits';
    await countStep(tx, pilot.id, { step: 'run-out', counts: {}, isDone: true });
    return 'done';
  },
  async 'last-batch'({ tx, pilot, waiting }) {
    const until = daysAfter(pilot.links_until ?? pilot.to_day, LAST_BATCH_days);
    if (waiting > 0 && (await todayOf(tx)) <= until) return 'waits';
    await countStep(tx, pilot.id, { step: 'last-batch', counts: { waiting }, isDone: true });
    return 'done';
  },
  export: async () => 'files',
  async erase({ tx, pilot }) {
    const { more, ...counts } = await forgetPlaces(tx, await placeIdsOf(tx, pilot.id));
    await countStep(tx, pilot.id, { step: 'erase', counts, isDone: !more });
    return more ? 'more' : 'done';
  },
  async sign({ app, tx, pilot }) {
    const closed_on = await todayOf(tx);
    const text = canonicalJson(
      signedList({ ...pilot, closed_on }, await filesOf(tx, pilot.id), await stepsOf(tx, pilot.id)),
    );
    const { keys } = app.ports;
    const signature = keys.sign(Buffer.from(text, 'utf8'));
    await changePilot(tx, pilot.id, {
      state: 'closed',
      closed_on,
      closing_asked_by: null,
      signed_list: json({ text, signature, keyId: keys.auditKeyId }),
    });
    await countStep(tx, pilot.id, { step: 'sign', counts: {}, isDone: true });
    // Kept outside the database too: a copy that is older than this end may be restored.
    await entomb(tx, { kind: 'pilot', subjectId: pilot.id, ground: 'pilot-closed' });
    return 'done';
  },
};
