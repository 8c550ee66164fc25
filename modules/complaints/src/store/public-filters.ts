import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { PUBLIC_STATES, readTallies, regionId, type State } from '@otklik/cases';
import type { OUTCOME_FILTERS } from '../schema.ts';

type Outcome = (typeof OUTCOME_FILTERS)[number];

export interface PublicFilters {
  readonly q?: string | undefined;
  readonly clinicId?: string | undefined;
  readonly districtId?: string | undefined;
  readonly okrugId?: string | undefined;
  readonly topic?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly page: number;
  readonly limit: number;
}

const OPEN: readonly State[] = ['in-work', 'waiting-author', 'planned', 'answer-draft'];
const STATES_OF: Readonly<Record<Outcome, readonly State[]>> = {
  open: OPEN,
  late: OPEN,
  answered: ['answered'],
  confirmed: ['confirmed'],
  partly: ['partly'],
  disputed: ['disputed'],
  silent: ['silent'],
  closed: ['closed', 'redirected'],
};

/** Beyond so many cases a list is not paged, and finds of words are not counted: a filter finds what leafing would not. */
export const LISTED_MAX = 1000;

// As literals: a prepared statement that knows its states is planned by how many cases are in them.
const literals = (states: readonly State[]) => sql.join(states.map((state) => sql.lit(state)));

/** The states that an outcome of the public list stands for; all public ones for what is none. */
export const statesOf = (outcome: string): readonly State[] =>
  (STATES_OF as Readonly<Record<string, readonly State[]>>)[outcome] ?? PUBLIC_STATES;

/** Published cases that the filters let through, newest first. */
export function filtered(tx: Tx, filters: PublicFilters) {
  const states = filters.outcome ? STATES_OF[filters.outcome] : PUBLIC_STATES;
  return (
    tx.db
      .selectFrom('cases')
      .where('cases.region_id', '=', regionId(tx))
      .where('cases.published_at', 'is not', null)
      .where(sql<boolean>`cases.state in (${literals(states)})`)
      // Said so that the index of open cases serves.
      .$if(states === OPEN, (q) => q.where('cases.closed_at', 'is', null))
      .$if(filters.outcome === 'late', (q) => q.where('cases.due_at', '<', tx.now))
      .$if(filters.clinicId !== undefined, (q) =>
        q.where('cases.clinic_id', '=', filters.clinicId!),
      )
      .$if(filters.topic !== undefined, (q) => q.where('cases.subject_code', '=', filters.topic!))
      .$if(filters.districtId !== undefined, (q) =>
        q.where('cases.district_id', '=', filters.districtId!),
      )
      .$if(filters.okrugId !== undefined, (q) => q.where('cases.okrug_id', '=', filters.okrugId!))
      .orderBy('cases.published_at', 'desc')
      .orderBy('cases.id', 'desc')
  );
}

export interface Found {
  /** The page's cases, newest first. */
  readonly ids: readonly string[];
  readonly total: number;
  /** There are more than `total`; how many is not counted. */
  readonly more: boolean;
}

/** How many the filters find: from the tallies, for any place, topic and outcome; null beyond that. */
export async function countOf(tx: Tx, filters: PublicFilters): Promise<number | null> {
  const { clinicId, districtId, okrugId, topic, outcome } = filters;
  const places = (
    [
      ['clinic', clinicId],
      ['district', districtId],
      ['okrug', okrugId],
    ] as const
  ).filter(([, id]) => id !== undefined);
  if (places.length > 1 || outcome === 'late') return null;
  const [kind, id = ''] = places[0] ?? (['region', ''] as const);
  const states: readonly string[] = outcome ? STATES_OF[outcome] : PUBLIC_STATES;
  const tallies = await readTallies(tx, {
    measures: ['state'],
    place: kind,
    places: [id],
    subjects: topic === undefined ? undefined : [topic],
  });
  return tallies.filter(({ value }) => states.includes(value)).reduce((sum, { n }) => sum + n, 0);
}
