import { AppError, newId, recordedAs, type Actor, type Context, type Tx } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { startClock } from './model/clocks.ts';
import { termOf } from './model/terms.ts';
import { mayAs, type Movable, type MoveInput } from './policy.ts';
import { signsIn } from './signing.ts';
import { changePlace, insertAnswerChange, type AnswerChangeRow } from './store/answer-changes.ts';
import { answersOf } from './store/answers.ts';
import { putFlags } from './store/flags.ts';
import type { CaseAnswerTable } from './store/tables.ts';
import type { Selectable } from 'kysely';
import type { State } from './model/states.ts';

/** For so long after its publication an answer is mended in its place. Section 9. */
export const AMEND_minutes = 30;

/** Where an answer of the running round stands in public. */
const ANSWERED: readonly State[] = [
  'answered',
  'confirmed',
  'partly',
  'silent',
  'disputed',
  'closed',
];

export interface Changeable extends Movable {
  readonly answer: Selectable<CaseAnswerTable> & { readonly published_at: Date };
}

/**
 * Whoever signs for the clinic, and the answer of the running round that everybody reads.
 * @throws AppError forbidden, not-found, move-impossible
 */
export async function mayChangeAnswer(context: Context<MoveInput>): Promise<Changeable> {
  const { tx, actor } = context;
  const movable = await mayAs('executor')(context);
  const { row } = movable;
  if (!(await signsIn(tx, actor, row))) throw new AppError('forbidden', { reason: 'not-a-signer' });
  if (!ANSWERED.includes(row.state) || row.erased_at)
    throw new AppError('move-impossible', { state: row.state });
  const answers = await answersOf(tx, row.id);
  const answer = answers.findLast((one) => one.round === row.round && one.published_at !== null);
  if (!answer?.published_at || answer.hidden_at)
    throw new AppError('move-impossible', { state: row.state, reason: 'no-answer' });
  return { ...movable, answer: { ...answer, published_at: answer.published_at } };
}

/**
 * The new words wait, sealed, for a moderator, who has as long as for an answer; the case's own clocks are not
 * touched.
 */
export async function proposeChange(
  tx: Tx,
  actor: Actor,
  { row, answer }: Changeable,
  kind: AnswerChangeRow['kind'],
  text: string,
) {
  const id = newId(tx.now.getTime());
  const { calendar } = await calendarOf(tx, row.region_id);
  const term = termOf(row.terms, 'reply-moderation');
  const place = { calendar, zone: row.zone };
  await insertAnswerChange(
    tx,
    {
      case_id: row.id,
      id,
      answer_id: answer.id,
      kind,
      text_sealed: await tx.vault.seal(row.data_key_id, changePlace(id), text),
      written_by: recordedAs(actor),
    },
    startClock('reply-moderation', row.round, term, tx.now, place),
  );
  await putFlags(tx, row.id, 'change', [text]);
  return { number: row.number, change: id };
}
