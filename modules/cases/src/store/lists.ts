import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely';
import type { Grant, Tx } from '@otklik/kernel';
import type { Tables } from '@otklik/db';
import { OWED_BY, type ProposalKind, type State } from '../model/states.ts';
import { onClinicSide } from '../policy.ts';
import { regionId, type CaseRow } from './cases.ts';

export { reachedIn } from './reach.ts';

type Cases = ExpressionBuilder<Tables, 'cases'>;

/** Those who answer for a clinic do not find what its organisation answers instead. */
const answers = ({ role }: Grant): boolean => role === 'executor' || role === 'head';

const within = (eb: Cases, grant: Grant) => {
  const { reach } = grant;
  const own = (expression: ReturnType<typeof eb.or>) =>
    answers(grant) ? eb.and([expression, eb('routed_to', 'is', null)]) : expression;
  switch (reach.kind) {
    case 'region':
      return eb.lit(true);
    case 'district':
      return own(eb.or([eb('district_id', '=', reach.id), eb('okrug_id', '=', reach.id)]));
    case 'organisation':
      return eb.or([
        own(eb.or([eb('organisation_id', '=', reach.id)])),
        eb('routed_to', '=', reach.id),
      ]);
    case 'clinic':
      return own(eb.or([eb('clinic_id', '=', reach.id)]));
  }
};

/**
 * Rows that at least one of the grants reaches, as a condition. Each grant by itself: who moderates one
 * clinic and answers for another sees the unpublished cases of the first only.
 */
export const reached = (eb: Cases, grants: readonly Grant[]) =>
  eb.or(
    grants.map((grant) =>
      onClinicSide(grant)
        ? eb.and([within(eb, grant), eb('published_at', 'is not', null)])
        : within(eb, grant),
    ),
  );

const OPEN_STATES = Object.keys(OWED_BY) as State[];

/** Open cases in these states; of nearly all of them it is shorter to say which are left out. */
function inStates(eb: Cases, states: readonly State[]) {
  const others = OPEN_STATES.filter((state) => !states.includes(state));
  // As literals: a prepared statement that knows its states is planned by how many cases are in them.
  const listed = (few: readonly State[]) => sql.join(few.map((state) => sql.lit(state)));
  return others.length <= 1
    ? sql<SqlBool>`${eb.ref('cases.state')} not in (${listed(others)})`
    : sql<SqlBool>`${eb.ref('cases.state')} in (${listed(states)})`;
}

/** A further condition on the rows of a queue: what another module knows of a case. */
export type CaseFilter = (eb: Cases) => Expression<SqlBool>;

/** What a queue shows of a case or tells by it: half of the row, and of the page's time with the database. */
const QUEUE_COLUMNS = [
  'id',
  'number',
  'version',
  'path',
  'state',
  'state_since',
  'subject_code',
  'subject_ru',
  'subject_en',
  'clinic_id',
  'zone',
  'terms',
  'opened_at',
  'due_stage',
  'due_at',
  'due_date',
  'round',
  'proposal',
  'proposal_due_at',
  'demo',
] as const satisfies readonly (keyof CaseRow)[];

export type QueueRow = Pick<CaseRow, (typeof QUEUE_COLUMNS)[number]>;

export interface QueuePage {
  readonly rows: QueueRow[];
  /** Cursors of the pages before and after; null where there is none. */
  readonly previous: string | null;
  readonly next: string | null;
}

/** What a page goes by: the deadline of the step or of the proposal, the earliest first, or how long ago the case was opened. */
export type QueueOrder = 'due' | 'age' | 'proposal';

/** Which cases of a region make a queue. */
export interface QueueOf {
  readonly states: readonly State[];
  readonly overdueOnly?: boolean | undefined;
  readonly proposals?: readonly ProposalKind[] | undefined;
}

/** The cases of a queue within reach, for whoever lists, counts or groups them. */
export const queueRows = (
  tx: Tx,
  grants: readonly Grant[],
  { states, overdueOnly = false, proposals }: QueueOf,
  filter?: CaseFilter,
) =>
  tx.db
    .selectFrom('cases')
    .where('cases.region_id', '=', regionId(tx))
    .where((eb) => inStates(eb, states))
    // Says no more than the states do, but lets the indexes of open cases be used.
    .where('cases.closed_at', 'is', null)
    .where((eb) => reached(eb, grants))
    .$if(filter !== undefined, (q) => q.where(filter!))
    .$if(proposals !== undefined, (q) => q.where('cases.proposal', 'in', proposals!))
    .$if(overdueOnly, (q) => q.where('cases.due_at', '<', tx.now));

const cursorOf = (row: QueueRow, order: QueueOrder): string => {
  const at = { due: row.due_at, age: row.opened_at, proposal: row.proposal_due_at }[order];
  return `${at?.toISOString() ?? 'infinity'}~${row.id}`;
};
const placeOf = (cursor: string | undefined): readonly [string, string] | null => {
  const [due, id] = cursor?.split('~') ?? [];
  return due && id ? [due, id] : null;
};

/** A page of a queue; by deadline those without a date stand at the end. */
export async function queuePage(
  tx: Tx,
  grants: readonly Grant[],
  queue: QueueOf,
  options: {
    order: QueueOrder;
    /** The page after this row, or before that one. */
    cursor: string | undefined;
    before: string | undefined;
    limit: number;
    filter?: CaseFilter | undefined;
  },
): Promise<QueuePage> {
  const before = placeOf(options.before);
  const after = before ? null : placeOf(options.cursor);
  const direction = before ? 'desc' : 'asc';
  const key = ORDER_KEY[options.order];
  const place = sql`(${key}, id)`;
  const found = await queueRows(tx, grants, queue, options.filter)
    .select(QUEUE_COLUMNS.map((column) => `cases.${column}` as const))
    .$if(after !== null, (q) => q.where(sql<boolean>`${place} > ${at(after!)}`))
    .$if(before !== null, (q) => q.where(sql<boolean>`${place} < ${at(before!)}`))
    .orderBy(key, direction)
    .orderBy('id', direction)
    .limit(options.limit + 1)
    .execute();
  const page = found.slice(0, options.limit);
  const is_more = found.length > options.limit;
  const rows = before ? page.toReversed() : page;
  const [first, last] = [rows.at(0), rows.at(-1)];
  return {
    rows,
    previous: first && (before ? is_more : after) ? cursorOf(first, options.order) : null,
    next: last && (before ? true : is_more) ? cursorOf(last, options.order) : null,
  };
}

const ORDER_KEY = {
  due: sql<Date>`coalesce(due_at, 'infinity')`,
  age: sql<Date>`opened_at`,
  proposal: sql<Date>`coalesce(proposal_due_at, 'infinity')`,
} as const satisfies Record<QueueOrder, unknown>;
const at = ([moment, id]: readonly [string, string]) => sql`(${moment}::timestamptz, ${id}::uuid)`;

/** How many cases of each state are within reach, how many are late, and how many proposals among them are. */
export async function countByState(
  tx: Tx,
  grants: readonly Grant[],
): Promise<
  { state: State; proposal: ProposalKind | null; total: number; late: number; undecided: number }[]
> {
  return tx.db
    .selectFrom('cases')
    .select((eb) => [
      'state',
      'proposal',
      eb.fn.countAll<number>().as('total'),
      eb.fn.countAll<number>().filterWhere('due_at', '<', tx.now).as('late'),
      eb.fn.countAll<number>().filterWhere('proposal_due_at', '<', tx.now).as('undecided'),
    ])
    .where('region_id', '=', regionId(tx))
    .where('closed_at', 'is', null)
    .where((eb) => reached(eb, grants))
    .groupBy(['state', 'proposal'])
    .execute();
}

/**
 * Which of these cases have an answer that a moderator sent back and nobody replaced yet. What was sent back to
 * one clinic is nothing of the clinic that the case went to afterwards.
 */
export async function casesWithReturnedAnswer(
  tx: Tx,
  rows: readonly Pick<CaseRow, 'id' | 'state'>[],
) {
  const ids = rows.filter((row) => row.state === 'in-work').map((row) => row.id);
  if (ids.length === 0) return new Set<string>();
  const found = await tx.db
    .selectFrom('case_answers')
    .innerJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'case_answers.region_id')
        .onRef('cases.id', '=', 'case_answers.case_id')
        .onRef('cases.round', '=', 'case_answers.round'),
    )
    .select('case_answers.case_id')
    .distinct()
    .where('case_answers.region_id', '=', regionId(tx))
    .where('case_answers.case_id', 'in', ids)
    .where('case_answers.state', '=', 'returned')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('case_entries as passed')
            .select('passed.seq')
            .whereRef('passed.region_id', '=', 'case_answers.region_id')
            .whereRef('passed.case_id', '=', 'case_answers.case_id')
            .where('passed.move', '=', 'reroute')
            .whereRef('passed.at', '>', 'case_answers.written_at'),
        ),
      ),
    )
    .execute();
  return new Set(found.map((answer) => answer.case_id));
}

const ownTermIsOver = (tx: Tx) => (eb: Cases) =>
  eb.or([
    eb('members_count', '=', 0),
    eb.exists(
      eb
        .selectFrom('case_clocks')
        .select('case_clocks.seq')
        .whereRef('case_clocks.region_id', '=', 'cases.region_id')
        .whereRef('case_clocks.case_id', '=', 'cases.id')
        .where('case_clocks.stopped_at', 'is', null)
        .where('case_clocks.due_at', '<', tx.now),
    ),
  ]);

/** Numbers of cases whose running deadline has passed: what the jobs settle, oldest first. */
export async function dueNumbers(
  tx: Tx,
  where: { states: readonly State[]; notedOnly?: boolean },
  limit: number,
): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('cases')
    .select('number')
    .where('region_id', '=', regionId(tx))
    .where('due_at', '<', tx.now)
    .where('state', 'in', where.states)
    .$if(where.notedOnly === false, (q) => q.where('overdue_noted', '=', false))
    // What time decides about a lead goes by its own clock, not by a member's earlier day.
    .$if(where.notedOnly !== false, (q) => q.where(ownTermIsOver(tx)))
    .orderBy('due_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.number);
}

/** Numbers of cases whose open proposal should have been decided, and nobody was told yet. */
export async function lateProposalNumbers(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('cases')
    .select('number')
    .where('region_id', '=', regionId(tx))
    .where('closed_at', 'is', null)
    .where('proposal', 'is not', null)
    .where(sql<SqlBool>`coalesce(proposal_due_at, 'infinity') < ${tx.now}`)
    .where('proposal_late_noted', '=', false)
    .orderBy('proposal_due_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.number);
}

/** Numbers of cases with a notice that is due. */
export async function noticeNumbers(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('cases')
    .select('number')
    .where('region_id', '=', regionId(tx))
    .where('notice_at', '<=', tx.now)
    .orderBy('notice_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.number);
}

export interface Waiting {
  /** Cases that no moderator has decided on. */
  readonly unmoderated: number;
  /** Since when the oldest of them waits. */
  readonly oldestSince: Date | null;
  /** The earliest deadline among them. */
  readonly earliestDueAt: Date | null;
  /** Cases put aside for danger that nobody has settled. */
  readonly dangers: number;
  readonly earliestDangerDueAt: Date | null;
}

/** What lies before the moderators, in numbers and moments. */
export async function waitingForModerator(tx: Tx): Promise<Waiting> {
  const row = await tx.db
    .selectFrom('cases')
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('state', '=', 'submitted').as('unmoderated'),
      eb.fn.min('state_since').filterWhere('state', '=', 'submitted').as('oldestSince'),
      eb.fn.min('due_at').filterWhere('state', '=', 'submitted').as('earliestDueAt'),
      eb.fn.countAll<number>().filterWhere('state', '=', 'danger').as('dangers'),
      eb.fn.min('due_at').filterWhere('state', '=', 'danger').as('earliestDangerDueAt'),
    ])
    .where('region_id', '=', regionId(tx))
    .where('state', 'in', ['submitted', 'danger'])
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return {
    unmoderated: row.unmoderated,
    oldestSince: row.oldestSince ?? null,
    earliestDueAt: row.earliestDueAt,
    dangers: row.dangers,
    earliestDangerDueAt: row.earliestDangerDueAt,
  };
}

/** Drafts whose author did not confirm the address in time. */
export async function staleDrafts(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('cases')
    .select('number')
    .where('region_id', '=', regionId(tx))
    .where('state', '=', 'draft')
    .where('opened_at', '<', before)
    .orderBy('opened_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.number);
}

export const casesOfAuthor = (tx: Tx, authorId: string, limit: number): Promise<CaseRow[]> =>
  tx.db
    .selectFrom('cases')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('author_id', '=', authorId)
    .orderBy('opened_at', 'desc')
    .limit(limit)
    .execute();
