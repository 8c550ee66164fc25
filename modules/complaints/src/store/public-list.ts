import { sql } from 'kysely';
import type { Tx } from '@otklik/kernel';
import { PUBLIC_STATES, regionId, type State } from '@otklik/cases';
import type { OUTCOME_FILTERS } from '../schema.ts';

type Outcome = (typeof OUTCOME_FILTERS)[number];

export interface PublicFilters {
  readonly q?: string | undefined;
  readonly clinicId?: string | undefined;
  readonly district?: string | undefined;
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

function filtered(tx: Tx, filters: PublicFilters) {
  const states = filters.outcome ? STATES_OF[filters.outcome] : PUBLIC_STATES;
  return tx.db
    .selectFrom('cases')
    .innerJoin('complaints', (join) =>
      join
        .onRef('complaints.region_id', '=', 'cases.region_id')
        .onRef('complaints.case_id', '=', 'cases.id'),
    )
    .where('cases.region_id', '=', regionId(tx))
    .where('cases.published_at', 'is not', null)
    .where('cases.state', 'in', states)
    .$if(filters.outcome === 'late', (q) => q.where('cases.due_at', '<', tx.now))
    .$if(filters.clinicId !== undefined, (q) => q.where('cases.clinic_id', '=', filters.clinicId!))
    .$if(filters.topic !== undefined, (q) => q.where('cases.subject_code', '=', filters.topic!))
    .$if(filters.district !== undefined, (q) =>
      q.where((eb) =>
        eb.or([
          eb('cases.district_id', '=', filters.district!),
          eb('cases.okrug_id', '=', filters.district!),
        ]),
      ),
    )
    .$if(Boolean(filters.q), (q) =>
      q
        .where('cases.state', 'not in', ['withdrawn', 'redirected'])
        .where(
          sql<boolean>`complaints.search @@ websearch_to_tsquery('russian', search_form(${filters.q!}))`,
        ),
    );
}

/** A page of published complaints and how many there are in all. */
export async function publicPage(tx: Tx, filters: PublicFilters) {
  const rows = await filtered(tx, filters)
    .select([
      'cases.number',
      'cases.path',
      'cases.state',
      'cases.subject_code',
      'cases.subject_ru',
      'cases.subject_en',
      'cases.clinic_id',
      'cases.zone',
      'cases.published_at',
      'cases.answered_at',
      'cases.due_at',
      'cases.due_date',
      'cases.demo',
      // Of a case taken back only the stub is public.
      sql<
        string | null
      >`case when cases.state not in ('withdrawn', 'redirected') then complaints.story_public end`.as(
        'story_public',
      ),
    ])
    .orderBy('cases.published_at', 'desc')
    .orderBy('cases.id', 'desc')
    .limit(filters.limit)
    .offset((filters.page - 1) * filters.limit)
    .execute();
  const { total } = await filtered(tx, filters)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { rows, total };
}

export interface OutcomeCount {
  readonly state: State;
  readonly total: number;
  readonly late: number;
}

/** Published complaints by state, for one clinic or the whole region. */
export const outcomeCounts = (tx: Tx, clinicId?: string): Promise<OutcomeCount[]> =>
  tx.db
    .selectFrom('cases')
    .select((eb) => [
      'state',
      eb.fn.countAll<number>().as('total'),
      eb.fn.countAll<number>().filterWhere('due_at', '<', tx.now).as('late'),
    ])
    .where('region_id', '=', regionId(tx))
    .where('published_at', 'is not', null)
    .$if(clinicId !== undefined, (q) => q.where('clinic_id', '=', clinicId!))
    .groupBy('state')
    .execute();

/** Published complaints by the district of their clinic; clinics of no known district are left out. */
export async function districtCounts(tx: Tx) {
  const rows = await tx.db
    .selectFrom('cases')
    .select((eb) => [
      'district_id',
      eb.fn.countAll<number>().as('total'),
      eb.fn.countAll<number>().filterWhere('state', 'in', OPEN).as('open'),
      eb.fn.countAll<number>().filterWhere('state', '=', 'confirmed').as('confirmed'),
    ])
    .where('region_id', '=', regionId(tx))
    .where('published_at', 'is not', null)
    .where('district_id', 'is not', null)
    .groupBy('district_id')
    .execute();
  return rows.map(({ district_id, ...counts }) => ({ districtId: district_id!, ...counts }));
}
