import { admissionOf, admissionsOn, isOpen } from '@otklik/attachment';
import { defineQuery } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { clinicScores } from '@otklik/survey-results';
import { nearestRank, shareIn24h, type MaybeDays } from '@otklik/waits';
import { inOrder, markBest, metresBetween, travelMinutes, type ChoiceLine } from '../choose.ts';
import { listWaits as input } from '../schema.ts';
import { clinicWaits, comfortOf, districtPoint, type ClinicWaitRow } from '../store/read.ts';
import { regionId } from '../store/sources.ts';
import { agesOf, toldSpecialties } from '../store/specialties.ts';
import { lineOf, waitOfLine, type WaitLine } from '../view.ts';

/** The spread of waits over clinics that tell them, with how many that are. */
export interface PlaceWaits {
  readonly id: string | null;
  /** Clinics that offer it at all. */
  readonly clinics: number;
  readonly known: number;
  /** Days by nearest rank; `>90` where half have no place; null where nothing is known. */
  readonly p50: MaybeDays | null;
  readonly share24h: number | null;
  /** Busy of busy and free over the clinics that are known, 0 to 1. */
  readonly load: number | null;
}

/**
 * Clinics by wait, travel, rating or all together, with what each answer stands on. The same for everybody; how far
 * they are is counted from the middle of a district, so nobody's place is ever asked for.
 */
export const listWaits = defineQuery({
  name: 'access.list-waits',
  input,
  policy: () => null,
  async handle({ tx, input: asked }) {
    const { specialty, okrug, district, from, mine, page, size } = asked;
    const rows = await clinicWaits(tx, specialty);
    const point = from ? await districtPoint(tx, from) : null;
    const ages = asked.ages ?? (await agesOf(tx, specialty));
    const today = await todayOf(tx);
    const admissions = await admissionsOn(tx, today, ages);
    const ratings = await clinicScores(
      tx,
      rows.filter(({ silent }) => silent !== null).map(({ id }) => id),
    );
    const lineWith = (row: ClinicWaitRow): Omit<ChoiceLine, 'isBest'> => {
      const at = row.lat === null || row.lng === null ? null : { lat: row.lat, lng: row.lng };
      const distance_m = point && at ? metresBetween(point, at) : null;
      return {
        ...lineOf(row, tx.now),
        distance_m,
        minutes: distance_m === null ? null : travelMinutes(distance_m),
        rating: ratings.get(row.id) ?? null,
        admission: admissionOf(admissions.get(row.id), { today, isMine: row.code === mine[ages] }),
      };
    };
    const all = markBest(
      rows.map(lineWith).filter(({ admission }) => !asked.open || isOpen(admission)),
    );
    const inside = all.filter(
      (line) => (!okrug || line.okrugId === okrug) && (!district || line.districtId === district),
    );
    const groups = Map.groupBy(okrug ? inside : all, (line) =>
      okrug ? line.districtId : line.okrugId,
    );
    const offering = inside.filter(({ state }) => state !== 'not-offered');
    // The nearest order means something only from a place.
    const order = asked.order === 'distance' && !point ? 'wait' : asked.order;
    const ordered = inOrder(inside, order);
    const pages = Math.max(1, Math.ceil(ordered.length / size));
    const shown = Math.min(page, pages);
    return {
      specialty,
      specialties: await toldSpecialties(tx, regionId(tx)),
      comfort_days: await comfortOf(tx, specialty),
      isPlaced: point !== null,
      ages,
      /** Of no clinic of the region anybody said to whom it is open. */
      areAdmissionsKnown: admissions.size > 0,
      order,
      whole: spreadOf(null, inside),
      places: [...groups].map(([id, lines]) => spreadOf(id, lines)),
      lines: ordered.slice((shown - 1) * size, shown * size),
      total: ordered.length,
      page: shown,
      pages,
      /** Every clinic that offers it, for a map. */
      marks: offering.map(markOf),
      /** Clinics that none beats on minutes and days together, the nearest first. */
      best: inside.filter(({ isBest }) => isBest).sort((a, b) => a.minutes! - b.minutes!),
      demo: inside.some(({ demo }) => demo),
    };
  },
});

const markOf = ({
  code,
  nameRu,
  nameEn,
  lat,
  lng,
  districtId,
  state,
  k1_days,
  light,
}: WaitLine) => ({
  code,
  nameRu,
  nameEn,
  lat,
  lng,
  districtId,
  state,
  k1_days,
  light,
});

function spreadOf(id: string | null, lines: readonly WaitLine[]): PlaceWaits {
  const offering = lines.filter(({ state }) => state !== 'not-offered' && state !== 'referral');
  const waits = offering.map(waitOfLine).filter((wait) => wait !== 'unknown');
  const stale = offering.length - waits.length;
  const soon = offering.filter(({ within24h }) => within24h).length;
  const loads = offering.flatMap(({ load }) => (load === null ? [] : [load]));
  return {
    id,
    clinics: offering.length,
    known: waits.length,
    p50: nearestRank(waits, 0.5),
    share24h: shareIn24h(offering.length, stale, soon).share,
    load: loads.length === 0 ? null : loads.reduce((sum, one) => sum + one, 0) / loads.length,
  };
}
