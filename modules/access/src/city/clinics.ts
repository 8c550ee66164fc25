import { chanceOf } from '../demo/chance.ts';

/** A clinic of the registry beside which an invented one may stand. */
export interface Neighbour {
  readonly audience: 'adult' | 'child' | 'both';
  readonly okrugId: string | null;
  readonly districtId: string | null;
  readonly lat: number | null;
  readonly lng: number | null;
}

/** Some kilometre at the latitude of a city. */
const ASIDE_degrees = 0.02;

/**
 * Invented clinics that fill a registry up to a city's number, in the shape of a file of clinics. Each says so in its
 * name and its code, and stands in a district of a real one.
 */
export function inventedClinics(known: readonly Neighbour[], wanted: number) {
  const placed = known.filter(({ lat }) => lat !== null);
  if (placed.length === 0) return [];
  return Array.from({ length: Math.max(0, wanted - known.length) }, (_, at) => {
    const beside = placed[at % placed.length]!;
    const chance = chanceOf('invented', at);
    const aside = (): number => (chance() - 0.5) * 2 * ASIDE_degrees;
    return {
      id: `invented-${String(at + 1).padStart(4, '0')}`,
      name_ru: `Поликлиника ${at + 1} (вымышленная)`,
      name_en: `Polyclinic ${at + 1} (invented)`,
      number: null,
      branch_number: null,
      kind: beside.audience,
      unit: 'head_or_unspecified',
      service: 'general',
      operator: 'unspecified',
      address_ru: null,
      lat: beside.lat! + aside(),
      lng: beside.lng! + aside(),
      okrug: beside.okrugId,
      district_okato: beside.districtId,
      demo: true,
    };
  });
}
