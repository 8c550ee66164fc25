import { sql } from 'kysely';
import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { MARKS_VERSION, marksOf } from '../model/similar/marks.ts';
import { mostAlike, type Told } from '../model/similar/rank.ts';
import './tables.ts';

/** How far back a like case is looked for, and how many of a clinic's newest open ones are compared. */
const LOOKED_BACK_days = 60;
const COMPARED_MAX = 200;
const DAY_MS = 86_400_000;

export interface Asked extends Told {
  readonly clinicId: string;
  readonly topic: string;
  /** The topics that stand beside it. */
  readonly beside: readonly string[];
  /** A case that is not compared with itself. */
  readonly except?: string | undefined;
}

/** The topics of one category: what people mistake for one another. */
export async function topicsBeside(tx: Tx, code: string, category: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('topics')
    .select('code')
    .distinct()
    .where('region_id', '=', regionId(tx))
    .where('category_code', '=', category)
    .where('valid_to', 'is', null)
    .where('code', '<>', code)
    .execute();
  return rows.map((row) => row.code);
}

/** Published open cases of the clinic on these topics, the newest first, with what they are compared by. */
const candidates = (tx: Tx, { clinicId, topic, beside, except }: Asked) =>
  tx.db
    .with('newest', (db) =>
      db
        .selectFrom('cases')
        .select(['id', 'lead_id', 'subject_code', 'published_at'])
        .where('region_id', '=', regionId(tx))
        .where('clinic_id', '=', clinicId)
        .where('subject_code', 'in', [topic, ...beside])
        .where('closed_at', 'is', null)
        .where('published_at', '>=', new Date(tx.now.getTime() - LOOKED_BACK_days * DAY_MS))
        .where(
          sql<boolean>`state in ('in-work', 'waiting-author', 'planned', 'answer-draft', 'disputed')`,
        )
        .$if(except !== undefined, (q) => q.where('id', '<>', except!))
        .orderBy('published_at', 'desc')
        .orderBy('id', 'desc')
        .limit(COMPARED_MAX),
    )
    .selectFrom('newest')
    .innerJoin('complaints', (join) =>
      join
        .on('complaints.region_id', '=', regionId(tx))
        .onRef('complaints.case_id', '=', 'newest.id'),
    )
    .where('complaints.story_public', 'is not', null)
    .select([
      'newest.id',
      'newest.lead_id',
      'newest.subject_code',
      'complaints.happened_on',
      'complaints.likeness',
      // Long texts travel only where their marks are not there yet.
      sql<
        string | null
      >`case when complaints.likeness[1] is distinct from ${MARKS_VERSION} then complaints.story_public end`.as(
        'story',
      ),
    ])
    .execute();

/** The cases most like the one asked about, the likest first; of several with one lead the lead stands for them. */
export async function similarCases(tx: Tx, asked: Asked): Promise<string[]> {
  const rows = await candidates(tx, asked);
  const told = rows.map((row) => ({
    marks: row.story === null ? (row.likeness ?? []) : marksOf(row.story),
    on: row.happened_on,
    sameTopic: row.subject_code === asked.topic,
  }));
  const found = mostAlike(asked, told).map((at) => rows[at]!.lead_id ?? rows[at]!.id);
  return [...new Set(found)].filter((id) => id !== asked.except);
}

/** What is offered of cases: public facts and the public text, in the order of the ids. */
export async function offered(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await tx.db
    .selectFrom('cases')
    .innerJoin('complaints', (join) =>
      join
        .onRef('complaints.region_id', '=', 'cases.region_id')
        .onRef('complaints.case_id', '=', 'cases.id'),
    )
    .where('cases.region_id', '=', regionId(tx))
    .where('cases.id', 'in', ids)
    .where('cases.published_at', 'is not', null)
    .select([
      'cases.id',
      'cases.number',
      'cases.path',
      'cases.state',
      'cases.subject_code as code',
      'cases.subject_ru as ru',
      'cases.subject_en as en',
      'cases.zone',
      'cases.published_at as publishedAt',
      'cases.due_at as dueAt',
      'cases.supports_count as supports',
      'cases.members_count as members',
      'complaints.happened_on as happenedOn',
      'complaints.story_public as story',
    ])
    .execute();
  return rows
    .toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    .map(({ id: _id, code, ru, en, ...row }) => ({
      ...row,
      publishedAt: row.publishedAt!,
      subject: { code, ru, en },
      late: row.dueAt !== null && tx.now > row.dueAt,
      /** The authors of the case and of those merged with it, and everybody who joined. */
      people: 1 + row.supports + row.members,
    }));
}

/**
 * Of these cases, how many of the others each is like by its public words: what a topic's every complaint says
 * counts for nothing. At most some hundred at once; one without public words is like none.
 */
export async function alikeAmong(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('complaints')
    .select(['case_id', 'happened_on', 'story_public', 'likeness'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', 'in', ids)
    .where('story_public', 'is not', null)
    .execute();
  const told = rows.map((row) => ({
    marks: row.likeness?.[0] === MARKS_VERSION ? row.likeness : marksOf(row.story_public ?? ''),
    on: row.happened_on,
  }));
  return new Map(
    rows.map((row, at) => {
      const others = told.filter((_, other) => other !== at);
      return [row.case_id, mostAlike(told[at]!, others, others.length).length];
    }),
  );
}
