import { OWED_BY, readTallies, regionId, type State, type Tally } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import type { Disclosure } from '@otklik/registry';
import { timingsOf } from '../model/statistics/timings.ts';
import { lastDayShare, type LastDay } from '../model/statistics/last-day.ts';
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

/** What tells of pressure on authors and of answers put off to the end; small counts are hidden. */
export interface ClinicSigns {
  /** Withdrawn by their authors after publication; null: some, but too few to say how many. */
  readonly withdrawn: number | null;
  readonly onLastDay: LastDay | null;
  readonly interimOnLastDay: LastDay | null;
}

/** @param counts of the clinic, as `outcomeCounts` gives them */
export async function clinicSigns(
  tx: Tx,
  clinicId: string,
  counts: readonly OutcomeCount[],
  least: Pick<Disclosure, 'cells_min' | 'percentages_min'>,
): Promise<ClinicSigns> {
  const tallies = await readTallies(tx, {
    measures: ['reply', 'interim'],
    place: 'clinic',
    places: [clinicId],
  });
  const withdrawn = counts.find(({ state }) => state === 'withdrawn')?.total ?? 0;
  const shareOf = (measure: Tally['measure']) =>
    lastDayShare(timingsOf(tallies, measure, least.cells_min), least.percentages_min);
  return {
    withdrawn: withdrawn > 0 && withdrawn < least.cells_min ? null : withdrawn,
    onLastDay: shareOf('reply'),
    interimOnLastDay: shareOf('interim'),
  };
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
