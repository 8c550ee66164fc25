import type { Selectable } from 'kysely';
import { json } from '@otklik/db';
import type { Tx } from '@otklik/kernel';
import { regionId } from '@otklik/cases';
import { appealDue, type AppealFacts, type AppealStep } from '../model/appeal.ts';
import type { ComplaintAppealTable } from './tables.ts';

export type AppealRow = Selectable<ComplaintAppealTable>;

/** The appeal beside a complaint, if there is one. */
export const appealOf = (tx: Tx, caseId: string, lock = false): Promise<AppealRow | undefined> =>
  tx.db
    .selectFrom('complaint_appeals')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst();

async function insertEntry(
  tx: Tx,
  appealId: string,
  entry: {
    seq: number;
    step: AppealStep;
    actor: string;
    facts: Readonly<Record<string, string | number>>;
  },
): Promise<void> {
  await tx.db
    .insertInto('complaint_appeal_entries')
    .values({
      region_id: regionId(tx),
      appeal_id: appealId,
      at: tx.now,
      ...entry,
      facts: json({ ...entry.facts }),
    })
    .execute();
}

export async function insertAppeal(
  tx: Tx,
  actor: string,
  {
    facts,
    ...fresh
  }: Pick<AppealRow, 'id' | 'case_id' | 'text_sealed' | 'surname_sealed' | 'address_sealed'> & {
    facts: AppealFacts;
  },
): Promise<void> {
  await tx.db
    .insertInto('complaint_appeals')
    .values({
      region_id: regionId(tx),
      ...fresh,
      version: 1,
      state: facts.state,
      registration_number: null,
      forwarded_to: null,
      answer_sealed: null,
      clocks: json([...facts.clocks]),
      due_at: appealDue(facts),
      filed_at: tx.now,
      closed_at: null,
    })
    .execute();
  await insertEntry(tx, fresh.id, { seq: 1, step: 'file', actor, facts: {} });
}

/** Writes one step; the number of its entry is the appeal's version, so of two people one loses. */
export async function writeAppealStep(
  tx: Tx,
  appeal: AppealRow,
  actor: string,
  step: AppealStep,
  facts: AppealFacts,
  {
    facts: told,
    ...columns
  }: Partial<Pick<AppealRow, 'registration_number' | 'forwarded_to' | 'answer_sealed'>> & {
    facts: Readonly<Record<string, string | number>>;
  },
): Promise<void> {
  const version = appeal.version + 1;
  await insertEntry(tx, appeal.id, { seq: version, step, actor, facts: told });
  const is_over = facts.state === 'forwarded' || facts.state === 'answered';
  await tx.db
    .updateTable('complaint_appeals')
    .set({
      version,
      state: facts.state,
      clocks: json([...facts.clocks]),
      due_at: appealDue(facts),
      closed_at: is_over ? tx.now : null,
      ...columns,
    })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', appeal.id)
    .execute();
}
