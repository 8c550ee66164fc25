import { sql, type Selectable } from 'kysely';
import { reachedIn, regionId } from '@otklik/cases';
import { AppError, newId, type Grant, type Tx } from '@otklik/kernel';
import type { SampleTable } from './tables.ts';

export type SampleRow = Selectable<SampleTable>;

/** So long a sample stays with whoever took it. */
export const HOLD_minutes = 30;
const DIFFERENCES_MAX = 200;

const samples = (tx: Tx) =>
  tx.db.selectFrom('moderation_samples').selectAll().where('region_id', '=', regionId(tx));
const change = (tx: Tx) =>
  tx.db.updateTable('moderation_samples').where('region_id', '=', regionId(tx));

/** @throws AppError not-found */
export async function sampleById(tx: Tx, id: string, lock = false): Promise<SampleRow> {
  const row = await samples(tx)
    .where('id', '=', id)
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'sample' });
  return row;
}

/** Draws a decision; drawn twice it is one sample. @returns whether it was this time */
export async function insertSample(
  tx: Tx,
  drawn: Pick<SampleRow, 'case_id' | 'seq' | 'first_by'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('moderation_samples')
    .values({
      region_id: regionId(tx),
      id: newId(tx.now.getTime()),
      ...drawn,
      drawn_at: tx.now,
      state: 'waiting',
      held_by: null,
      held_at: null,
      judged_by: null,
      judged_at: null,
      decision: null,
      reason_code: null,
      seconds: null,
      agrees: null,
      cuts_shared: null,
      finding: null,
      finding_sealed: null,
      settled_by: null,
      settled_at: null,
    })
    .onConflict((conflict) => conflict.constraint('one_sample_per_decision').doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/**
 * Samples that this moderator may judge: those of their reach whose words are there as they were, decided by
 * somebody else, and of a case that they neither wrote nor moved; nor of a note of their own.
 */
function judgeable(tx: Tx, personId: string, grants: readonly Grant[]) {
  const self = `person:${personId}`;
  const lapsed = new Date(tx.now.getTime() - HOLD_minutes * 60_000);
  return tx.db
    .selectFrom('moderation_samples as sample')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'sample.region_id')
        .onRef('cases.id', '=', 'sample.case_id'),
    )
    .where('sample.region_id', '=', regionId(tx))
    .where('sample.state', '=', 'waiting')
    .where('sample.first_by', '<>', self)
    .where('cases.erased_at', 'is', null)
    .where('cases.author_id', 'is distinct from', personId)
    .where(reachedIn('cases', grants))
    .where((eb) =>
      eb.or([
        eb('sample.held_by', 'is', null),
        eb('sample.held_by', '=', personId),
        eb('sample.held_at', '<', lapsed),
      ]),
    )
    .where(
      sql<boolean>`not exists (
        select from case_entries entry
        where entry.region_id = sample.region_id and entry.case_id = sample.case_id
          and (entry.actor = ${self} or (entry.move = 'resubmit' and entry.seq > sample.seq)))`,
    )
    .where(notOwnNote(personId));
}

/** That a sample is not of a note that this person wrote. */
const notOwnNote = (personId: string) => sql<boolean>`not exists (
  select from moderation_decisions decision
  join case_supports support on support.region_id = decision.region_id and support.id = decision.support_id
  where decision.region_id = sample.region_id and decision.case_id = sample.case_id
    and decision.seq = sample.seq and support.person_id = ${personId}::uuid)`;

/** The sample that is next for a moderator: the one they hold, else the oldest; two never get the same. */
export const nextSample = (
  tx: Tx,
  personId: string,
  grants: readonly Grant[],
): Promise<SampleRow | undefined> =>
  judgeable(tx, personId, grants)
    .selectAll('sample')
    .orderBy(sql`sample.held_by is not distinct from ${personId}::uuid`, 'desc')
    .orderBy('sample.drawn_at')
    .orderBy('sample.id')
    .limit(1)
    .forUpdate('sample')
    .skipLocked()
    .executeTakeFirst();

/** Whether somebody moved the case of a sample in any role, or wrote the note that it is of. */
export async function touchedBy(tx: Tx, sample: SampleRow, personId: string): Promise<boolean> {
  const { rows } = await sql<{ touched: boolean }>`
    select exists (select from case_entries entry
        where entry.region_id = sample.region_id and entry.case_id = sample.case_id
          and entry.actor = ${`person:${personId}`})
      or not ${notOwnNote(personId)} as touched
    from moderation_samples sample
    where sample.region_id = ${regionId(tx)} and sample.id = ${sample.id}`.execute(tx.db);
  return rows[0]?.touched ?? true;
}

/** How many samples wait that this moderator may judge. */
export async function countWaiting(
  tx: Tx,
  personId: string,
  grants: readonly Grant[],
): Promise<number> {
  const { n } = await judgeable(tx, personId, grants)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

/** The sample that somebody holds now. */
export const heldBy = (tx: Tx, personId: string): Promise<SampleRow | undefined> =>
  samples(tx).where('state', '=', 'waiting').where('held_by', '=', personId).executeTakeFirst();

/** Whoever takes a sample gives back the one that they held; taken again it is still the same moment's. */
export async function hold(tx: Tx, sample: SampleRow, personId: string): Promise<void> {
  if (sample.held_by === personId) return;
  await change(tx)
    .set({ held_by: null, held_at: null })
    .where('state', '=', 'waiting')
    .where('held_by', '=', personId)
    .execute();
  await change(tx)
    .set({ held_by: personId, held_at: tx.now })
    .where('id', '=', sample.id)
    .execute();
}

export type Judged = Pick<
  SampleRow,
  'judged_by' | 'decision' | 'reason_code' | 'seconds' | 'agrees' | 'cuts_shared'
>;

/** Writes down what the second moderator decided. @returns false when it was judged or void already */
export async function writeJudged(tx: Tx, id: string, judged: Judged): Promise<boolean> {
  const { numUpdatedRows } = await change(tx)
    .set({ state: 'judged', judged_at: tx.now, ...judged })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** A sample that nobody can judge any more. @returns false when it was judged or void already */
export async function voidSample(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await change(tx)
    .set({ state: 'void', held_by: null, held_at: null })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Judgements that differ and that no controller has looked at, the oldest first; at most 200. */
export const differences = (tx: Tx, personId: string, grants: readonly Grant[]) =>
  tx.db
    .selectFrom('moderation_samples as sample')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'sample.region_id')
        .onRef('cases.id', '=', 'sample.case_id'),
    )
    .innerJoin('moderation_decisions as first', (join) =>
      join
        .onRef('first.region_id', '=', 'sample.region_id')
        .onRef('first.case_id', '=', 'sample.case_id')
        .onRef('first.seq', '=', 'sample.seq'),
    )
    .select([
      'sample.id',
      'sample.case_id',
      'sample.judged_at',
      'sample.decision',
      'sample.reason_code',
      'sample.cuts_shared',
      'cases.number',
      'cases.subject_ru',
      'cases.subject_en',
      'cases.state as case_state',
      'first.kind',
      'first.decision as first_decision',
      'first.reason_code as first_reason',
    ])
    .where('sample.region_id', '=', regionId(tx))
    .where('sample.agrees', 'is', false)
    .where('sample.settled_at', 'is', null)
    .where('sample.first_by', '<>', `person:${personId}`)
    .where('sample.judged_by', '<>', personId)
    .where('cases.author_id', 'is distinct from', personId)
    .where(reachedIn('cases', grants))
    .orderBy('sample.judged_at')
    .orderBy('sample.id')
    .limit(DIFFERENCES_MAX)
    .execute();

/** @returns false when a colleague settled it before */
export async function writeSettled(
  tx: Tx,
  id: string,
  settled: Pick<SampleRow, 'finding' | 'finding_sealed' | 'settled_by'>,
): Promise<boolean> {
  const { numUpdatedRows } = await change(tx)
    .set({ ...settled, settled_at: tx.now })
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
