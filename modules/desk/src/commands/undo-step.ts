import { AppError, defineCommand, type Context, type Tx } from '@otklik/kernel';
import { readCase } from '@otklik/cases';
import { insiders } from '../colleagues.ts';
import { insideOf, worker } from '../policy.ts';
import { onStep as input } from '../schema.ts';
import { assign, holderOf, release } from '../store/assignments.ts';
import { settle, unsettle } from '../store/notes.ts';
import { moveDelayed } from '../store/delayed-steps.ts';
import { isTooOld, markUndone, stepOf, UNDO_minutes } from '../store/steps.ts';
import { DELAYED_STEPS, type StepKind } from '../store/tables.ts';
import { restoreView } from '../store/views.ts';

/** One's own step, and the case that it was about, as far as one still works with it. */
async function ownStep({ tx, actor, input: { stepId } }: Context<{ readonly stepId: string }>) {
  const personId = worker({ actor, tx });
  const step = await stepOf(tx, stepId, personId);
  if (!step) throw new AppError('not-found', { kind: 'step' });
  const inside = step.case_id && insideOf(actor, await readCase(tx, { id: step.case_id }));
  return { personId, step, inside: inside || null };
}
type Own = Awaited<ReturnType<typeof ownStep>>;

const isDelayed = (kind: StepKind): boolean => (DELAYED_STEPS as readonly string[]).includes(kind);

/** Gives the case back to whom it was taken from, when nobody has changed that since. */
async function putHolderBack(tx: Tx, { personId, step, inside }: Own): Promise<void> {
  const { row, side } = inside!;
  const changed = new AppError('changed-meanwhile', { what: 'holder' });
  const now = (await holderOf(tx, row.id, side))?.holder_id ?? null;
  if (side !== step.side || now !== step.became || row.closed_at !== null) throw changed;
  // Whoever held it may have left meanwhile: then it is free.
  const [to] = step.was ? await insiders(tx, { row, side }, [step.was]) : [];
  const place = { caseId: row.id, side };
  const is_done = to
    ? await assign(tx, { ...place, to, from: now })
    : now === null || (await release(tx, { ...place, holder: now }));
  if (!is_done) throw changed;
  if (step.kind === 'hand-over' && step.note_id && step.became !== personId)
    await settle(tx, step.note_id, step.became!);
}

/**
 * Takes back a step of one's own: who holds a case, a mention settled, a view deleted, or a moderator's step
 * as long as it waits to be made.
 * @throws AppError not-found, already-done, window-over after an hour, changed-meanwhile
 */
export const undoStep = defineCommand({
  name: 'desk.undo-step',
  input,
  policy: ownStep,
  async handle({ tx, subject }) {
    const { personId, step } = subject;
    if (isTooOld(tx, step)) throw new AppError('window-over', { minutes: UNDO_minutes });
    if (!(await markUndone(tx, step.id))) throw new AppError('already-done', { what: 'undo' });
    if (step.kind === 'settle-mention') await unsettle(tx, step.note_id!, personId);
    else if (step.kind === 'delete-view') await restoreView(tx, step.view_id!, personId);
    else if (isDelayed(step.kind)) {
      // Its moment has come and it is under way, or through: what has left is not called back.
      if (!(await moveDelayed(tx, step.id, ['waiting'], 'undone')))
        throw new AppError('window-over', { what: step.kind });
    } else await putHolderBack(tx, subject);
    return { kind: step.kind, number: subject.inside?.row.number ?? null };
  },
  audit: ({ subject: { step } }) => ({
    object: step.case_id ?? `step:${step.id}`,
    before: step.kind,
    after: 'undone',
  }),
});
