import { AppError, grantsOf, recordedAs, type Actor, type Context, type Tx } from '@otklik/kernel';
import { isAuthor, letterFacts, onClinicSide, reaches } from '@otklik/cases';
import { sendLetter } from '@otklik/notices';
import { calendarOf } from '@otklik/registry';
import { stepAppeal, type AppealStep } from './model/appeal.ts';
import { placedAppeal, type AppealHome, type PlacedAppeal } from './appeal-home.ts';
import { writeAppealStep, type AppealRow } from './store/appeals.ts';
import { lanesOf } from './store/lanes.ts';

/** Whether this actor decides about the appeals of this place. */
export const mayDecideAppeals = (actor: Actor, row: AppealHome): boolean =>
  !isAuthor(actor, row) &&
  grantsOf(actor).some(
    (grant) => grant.role === 'coordinator' && !onClinicSide(grant) && reaches(grant, row),
  );

/**
 * Appeals are registered and answered by the region's coordinators, never by the clinic's side and never
 * by the author.
 * @throws AppError sign-in-required, second-factor-required, forbidden, not-found, changed-meanwhile
 */
export async function decidesAppeals({
  tx,
  actor,
  input,
}: Context<{ number: string; version?: number | undefined }>): Promise<PlacedAppeal> {
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  const { row, appeal } = await placedAppeal(tx, input.number, true);
  if (!mayDecideAppeals(actor, row)) throw new AppError('not-found', { kind: 'appeal' });
  if (input.version !== undefined && input.version !== appeal.version)
    throw new AppError('changed-meanwhile', { version: appeal.version });
  return { row, appeal };
}

export interface StepDetails {
  readonly extension_days?: number;
  readonly columns?: Partial<Pick<AppealRow, 'registration_number' | 'forwarded_to'>>;
  readonly answer?: string;
  /** The notice of an extension. */
  readonly note?: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** Makes one step: rules, entry, clocks, the letter to the author. */
export async function stepOf(
  tx: Tx,
  actor: Actor,
  { row, appeal }: PlacedAppeal,
  step: Exclude<AppealStep, 'file'>,
  details: StepDetails,
) {
  const { calendar } = await calendarOf(tx, row.region_id);
  const { appeals_terms: terms } = await lanesOf(tx);
  const place = { calendar, zone: row.zone, terms };
  const facts = stepAppeal(appeal, step, tx.now, place, details.extension_days);
  const place_of = { table: 'complaint_appeals', column: 'answer_sealed', row: appeal.id };
  const sealed = details.answer
    ? await tx.vault.seal(row.data_key_id, place_of, details.answer)
    : appeal.answer_sealed;
  // Each step keeps its own words: a notice is not lost under the answer.
  const entry = {
    table: 'complaint_appeal_entries',
    column: 'words_sealed',
    row: `${appeal.id}/${appeal.version + 1}`,
  };
  const words_sealed = details.note
    ? await tx.vault.seal(row.data_key_id, entry, details.note)
    : null;
  await writeAppealStep(tx, appeal, recordedAs(actor), step, facts, {
    ...details.columns,
    answer_sealed: sealed,
    words_sealed,
    facts: details.facts ?? {},
  });
  if (row.author_id && !row.demo)
    await sendLetter(tx, {
      contactId: row.author_id,
      template: 'appeal-step',
      data: await letterFacts(tx, row, null, null),
    });
  return { number: row.number, state: facts.state };
}
