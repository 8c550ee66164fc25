import { sql, type Selectable } from 'kysely';
import { json } from '@otklik/db';
import type { Grant, Tx } from '@otklik/kernel';
import { reachedIn, regionId } from '@otklik/cases';
import { appealDue, type AppealEntry, type AppealFacts } from '../model/appeal.ts';
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

/** Where an appeal that stands by itself belongs. */
export type LonePlace = Pick<
  AppealRow,
  | 'number'
  | 'author_id'
  | 'data_key_id'
  | 'clinic_id'
  | 'district_id'
  | 'okrug_id'
  | 'organisation_id'
  | 'zone'
  | 'subject_ru'
  | 'subject_en'
  | 'danger'
>;
const BESIDE: LonePlace = {
  number: null,
  author_id: null,
  data_key_id: null,
  clinic_id: null,
  district_id: null,
  okrug_id: null,
  organisation_id: null,
  zone: null,
  subject_ru: null,
  subject_en: null,
  danger: false,
};

async function insertEntry(
  tx: Tx,
  appealId: string,
  entry: {
    seq: number;
    step: AppealEntry;
    actor: string;
    facts: Readonly<Record<string, string | number>>;
    words_sealed?: string | null;
  },
): Promise<void> {
  await tx.db
    .insertInto('complaint_appeal_entries')
    .values({
      region_id: regionId(tx),
      appeal_id: appealId,
      at: tx.now,
      words_sealed: null,
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
  place: LonePlace = BESIDE,
): Promise<void> {
  await tx.db
    .insertInto('complaint_appeals')
    .values({
      region_id: regionId(tx),
      ...fresh,
      ...place,
      erased_at: null,
      version: 1,
      state: facts.state,
      registration_number: null,
      forwarded_to: null,
      answer_sealed: null,
      clocks: json([...facts.clocks]),
      due_at: appealDue(facts),
      filed_at: tx.now,
      closed_at: null,
      late_told: null,
    })
    .execute();
  await insertEntry(tx, fresh.id, { seq: 1, step: 'file', actor, facts: {} });
}

/** Writes one step; the number of its entry is the appeal's version, so of two people one loses. */
export async function writeAppealStep(
  tx: Tx,
  appeal: AppealRow,
  actor: string,
  step: AppealEntry,
  facts: AppealFacts,
  {
    facts: told,
    words_sealed = null,
    ...columns
  }: Partial<Pick<AppealRow, 'registration_number' | 'forwarded_to' | 'answer_sealed'>> & {
    facts: Readonly<Record<string, string | number>>;
    /** What the step told the author, sealed. */
    words_sealed?: string | null;
  },
): Promise<void> {
  const version = appeal.version + 1;
  await insertEntry(tx, appeal.id, { seq: version, step, actor, facts: told, words_sealed });
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

/** What each step told the author, the earliest first. */
export const appealEntriesOf = (tx: Tx, appealId: string) =>
  tx.db
    .selectFrom('complaint_appeal_entries')
    .select(['seq', 'at', 'step', 'facts', 'words_sealed'])
    .where('region_id', '=', regionId(tx))
    .where('appeal_id', '=', appealId)
    .orderBy('seq')
    .execute();

export async function setLateTold(tx: Tx, id: string, due: Date): Promise<void> {
  await tx.db
    .updateTable('complaint_appeals')
    .set({ late_told: due })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .execute();
}

const withCase = (tx: Tx) =>
  tx.db
    .selectFrom('complaint_appeals as appeal')
    .leftJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'appeal.region_id')
        .onRef('cases.id', '=', 'appeal.case_id'),
    )
    .where('appeal.region_id', '=', regionId(tx));

export async function lateAppealNumbers(tx: Tx, limit: number): Promise<string[]> {
  const rows = await withCase(tx)
    .select(sql<string>`coalesce(appeal.number, cases.number)`.as('number'))
    .where('appeal.closed_at', 'is', null)
    .where('appeal.due_at', '<', tx.now)
    .where((eb) =>
      eb.or([
        eb('appeal.late_told', 'is', null),
        eb('appeal.late_told', '<', eb.ref('appeal.due_at')),
      ]),
    )
    .orderBy('appeal.due_at')
    .limit(limit)
    .execute();
  return rows.map(({ number }) => number);
}

/** Open appeals whose step has no date: the year's calendar was not there. */
export async function datelessAppealNumbers(tx: Tx, limit: number): Promise<string[]> {
  const rows = await withCase(tx)
    .select(sql<string>`coalesce(appeal.number, cases.number)`.as('number'))
    .where('appeal.closed_at', 'is', null)
    .where('appeal.due_at', 'is', null)
    .orderBy('appeal.filed_at')
    .limit(limit)
    .execute();
  return rows.map(({ number }) => number);
}

/** Open appeals looked at in one transaction. */
const STRETCH_APPEALS = 500;

/** The next open appeals in the order of their ids, with what their terms are counted by. */
export async function openAppeals(tx: Tx, after: string | null) {
  const appeals = await withCase(tx)
    .select(['appeal.id', 'appeal.state', 'appeal.clocks'])
    .select(sql<string>`coalesce(appeal.number, cases.number)`.as('number'))
    .select(sql<string>`coalesce(appeal.zone, cases.zone)`.as('zone'))
    .where('appeal.closed_at', 'is', null)
    .$if(after !== null, (q) => q.where('appeal.id', '>', after!))
    .orderBy('appeal.id')
    .limit(STRETCH_APPEALS)
    .execute();
  return { appeals, next: appeals.length < STRETCH_APPEALS ? null : appeals.at(-1)!.id };
}

/** Appeals within reach, the earliest deadline first; closed ones the newest first. Never one's own. */
export const appealsWithin = (
  tx: Tx,
  grants: readonly Grant[],
  {
    which,
    limit,
    notBy,
  }: {
    readonly which: 'open' | 'overdue' | 'closed';
    readonly limit: number;
    readonly notBy: string | null;
  },
) =>
  withCase(tx)
    .select([
      sql<string>`coalesce(appeal.number, cases.number)`.as('number'),
      sql<string>`coalesce(appeal.subject_ru, cases.subject_ru)`.as('subject_ru'),
      sql<string>`coalesce(appeal.subject_en, cases.subject_en)`.as('subject_en'),
      sql<string>`coalesce(appeal.clinic_id, cases.clinic_id)`.as('clinic_id'),
      sql<string>`coalesce(appeal.zone, cases.zone)`.as('zone'),
      'appeal.case_id',
      'appeal.state',
      'appeal.registration_number',
      'appeal.filed_at',
      'appeal.due_at',
      'appeal.closed_at',
    ])
    .where(
      sql<boolean>`case when appeal.case_id is null then ${reachedIn('appeal', grants)} else ${reachedIn('cases', grants)} end`,
    )
    .where('appeal.closed_at', which === 'closed' ? 'is not' : 'is', null)
    .$if(which === 'overdue', (q) => q.where('appeal.due_at', '<', tx.now))
    .$if(notBy !== null, (q) =>
      q.where((eb) =>
        eb.and([
          eb.or([eb('cases.author_id', 'is', null), eb('cases.author_id', '<>', notBy!)]),
          eb.or([eb('appeal.author_id', 'is', null), eb('appeal.author_id', '<>', notBy!)]),
        ]),
      ),
    )
    .orderBy(
      which === 'closed' ? 'appeal.closed_at' : 'appeal.due_at',
      which === 'closed' ? 'desc' : 'asc',
    )
    .limit(limit)
    .execute();
