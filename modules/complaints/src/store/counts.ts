import { OWED_BY, readTallies, regionId, type State, type Tally } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { outcomeOf } from '../model/statistics/outcomes.ts';

export interface OutcomeCount {
  readonly state: State;
  readonly total: number;
  /** Of them those whose running step has run out of time. */
  readonly late: number;
}

const sumOf = (tallies: readonly Tally[]): number => tallies.reduce((sum, { n }) => sum + n, 0);

/** Published complaints by state, for one clinic or the whole region; lateness as it was noted, within a minute. */
export async function outcomeCounts(tx: Tx, clinicId?: string): Promise<OutcomeCount[]> {
  const tallies = await readTallies(tx, {
    measures: ['state'],
    place: clinicId === undefined ? 'region' : 'clinic',
    places: [clinicId ?? ''],
  });
  return [...Map.groupBy(tallies, ({ value }) => value as State)].map(([state, group]) => ({
    state,
    total: sumOf(group),
    late: OWED_BY[state] ? sumOf(group.filter(({ timing }) => timing === 'late')) : 0,
  }));
}

/** Published complaints by the district of their clinic; clinics of no known district are left out. */
export async function districtCounts(tx: Tx) {
  const tallies = await readTallies(tx, { measures: ['state'], place: 'district' });
  return [...Map.groupBy(tallies, ({ place }) => place)].map(([districtId, group]) => {
    const of = (outcome: string): number =>
      sumOf(group.filter(({ value }) => outcomeOf(value as State) === outcome));
    return { districtId, total: sumOf(group), open: of('open'), confirmed: of('confirmed') };
  });
}

/** Complaints that their authors took back within the first minutes. */
export async function retractedCount(tx: Tx, clinicId?: string): Promise<number> {
  const row = await tx.db
    .selectFrom('cases')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('region_id', '=', regionId(tx))
    .where('retracted_at', 'is not', null)
    .$if(clinicId !== undefined, (q) => q.where('clinic_id', '=', clinicId!))
    .executeTakeFirstOrThrow();
  return row.total;
}
