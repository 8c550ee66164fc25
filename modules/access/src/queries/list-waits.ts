import { defineQuery } from '@otklik/kernel';
import { nearestRank, orderClinics, shareIn24h, type MaybeDays } from '@otklik/waits';
import { listWaits as input } from '../schema.ts';
import { clinicWaits, comfortOf, daysOf } from '../store/read.ts';
import { regionId } from '../store/sources.ts';
import { toldSpecialties } from '../store/specialties.ts';
import { HORIZON_days } from '../model.ts';
import { lightFrom, lineOf, waitOfLine, type WaitLine } from '../view.ts';

/** The spread of waits over clinics that tell them, with how many that are. */
export interface PlaceWaits {
  readonly id: string | null;
  /** Clinics that offer it at all. */
  readonly clinics: number;
  readonly known: number;
  /** Days by nearest rank; `>90` where half have no place; null where nothing is known. */
  readonly p50: MaybeDays | null;
  readonly share24h: number | null;
}

/** Clinics by the wait for a specialty, the shortest first, with what each answer stands on. The same for everybody. */
export const listWaits = defineQuery({
  name: 'access.list-waits',
  input,
  policy: () => null,
  async handle({ tx, input: { specialty, okrug, district } }) {
    const rows = await clinicWaits(tx, specialty);
    const days = Map.groupBy(
      await daysOf(
        tx,
        rows.filter(({ silent }) => silent !== null).map(({ id }) => id),
        specialty,
      ),
      ({ clinic_id }) => clinic_id,
    );
    const comfort_days = await comfortOf(tx, specialty);
    const all = rows.map((row) =>
      lineOf(row, lightFrom(days.get(row.id) ?? [], comfort_days), tx.now),
    );
    const inside = all.filter(
      (line) => (!okrug || line.okrugId === okrug) && (!district || line.districtId === district),
    );
    const groups = Map.groupBy(okrug ? inside : all, (line) =>
      okrug ? line.districtId : line.okrugId,
    );
    return {
      specialty,
      specialties: await toldSpecialties(tx, regionId(tx)),
      comfort_days,
      whole: spreadOf(null, inside),
      places: [...groups].map(([id, lines]) => spreadOf(id, lines)),
      lines: ordered(inside),
    };
  },
});

const RANK = { places: 0, full: 1, referral: 2, unknown: 3, 'not-offered': 4 } as const;

function ordered(lines: readonly WaitLine[]): WaitLine[] {
  const named = lines.map((line) => ({
    line,
    name: line.nameRu,
    k1: waitOfLine(line),
    k3: line.k3_days ?? (`>${HORIZON_days}` as const),
  }));
  const { order, notRanked } = orderClinics(named);
  return [...order, ...notRanked]
    .map(({ line }) => line)
    .sort((a, b) => RANK[a.state] - RANK[b.state]);
}

function spreadOf(id: string | null, lines: readonly WaitLine[]): PlaceWaits {
  const offering = lines.filter(({ state }) => state !== 'not-offered' && state !== 'referral');
  const waits = offering.map(waitOfLine).filter((wait) => wait !== 'unknown');
  const stale = offering.length - waits.length;
  const soon = offering.filter(({ within24h }) => within24h).length;
  return {
    id,
    clinics: offering.length,
    known: waits.length,
    p50: nearestRank(waits, 0.5),
    share24h: shareIn24h(offering.length, stale, soon).share,
  };
}
