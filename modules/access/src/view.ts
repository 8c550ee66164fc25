import { lightOf, type LightColour, type MaybeDays } from '@otklik/waits';
import { HORIZON_days } from './model.ts';
import { LIGHT_samples } from './store/rollups.ts';
import type { ClinicWaitRow } from './store/read.ts';

/** What charts show: days one by one, and years month by month. */
export const HISTORY_days = 30;
export const HISTORY_years = 3;

/** Answers that must differ: `unknown` is never `none`, and `full` is never 0 days. */
export type WaitState = 'places' | 'full' | 'referral' | 'not-offered' | 'unknown';

/** A clinic's line in the list of waits. */
export interface WaitLine {
  readonly code: string;
  readonly nameRu: string;
  readonly nameEn: string | null;
  readonly address: string | null;
  readonly okrugId: string | null;
  readonly districtId: string | null;
  readonly lat: number | null;
  readonly lng: number | null;
  readonly state: WaitState;
  /** Calendar days; null: fewer places than asked within the horizon, or no `places`. */
  readonly k1_days: number | null;
  readonly k3_days: number | null;
  readonly within24h: boolean;
  readonly places_7d: number;
  readonly places_30d: number;
  /** Busy of busy and free, 0 to 1. */
  readonly load: number | null;
  readonly light: LightColour;
  /** People on its waiting list; null: it tells of none. */
  readonly list_length: number | null;
  readonly bookUrl: string | null;
  readonly source: string | null;
  readonly lastOk: Date | null;
  readonly demo: boolean;
}

export function stateOf(row: ClinicWaitRow): WaitState {
  if (row.silent === null) {
    if (row.by_referral) return 'referral';
    return row.tells || !row.fits ? 'not-offered' : 'unknown';
  }
  if (row.silent) return 'unknown';
  return row.k1_at ? 'places' : 'full';
}

export function lineOf(row: ClinicWaitRow, now: Date): WaitLine {
  const [busy, free] = [row.busy_30d ?? 0, row.places_30d ?? 0];
  const state = stateOf(row);
  const tells = state === 'places' || state === 'full';
  return {
    code: row.code,
    nameRu: row.name_ru,
    nameEn: row.name_en,
    address: row.address_ru,
    okrugId: row.okrug_id,
    districtId: row.district_id,
    lat: row.lat,
    lng: row.lng,
    state,
    k1_days: tells ? row.k1_days : null,
    k3_days: tells ? row.k3_days : null,
    within24h: tells && row.k1_at !== null && row.k1_at.getTime() - now.getTime() <= 86_400_000,
    places_7d: tells ? (row.places_7d ?? 0) : 0,
    places_30d: tells ? free : 0,
    load: tells && busy + free > 0 ? busy / (busy + free) : null,
    light: lightFrom(row.light_known ?? 0, row.light_in_comfort ?? 0),
    list_length: state === 'not-offered' ? null : row.list_length,
    bookUrl: row.book_url,
    source: row.source_name,
    lastOk: row.last_ok,
    demo: row.demo ?? false,
  };
}

/**
 * The colour of the last twenty working-day samples; samples that lack count as unknown.
 * @param inComfort of the known ones
 */
export function lightFrom(known: number, inComfort: number): LightColour {
  const key = known * 1000 + inComfort;
  const found = LIGHTS.get(key) ?? lightBy(known, inComfort);
  LIGHTS.set(key, found);
  return found;
}

/** There are as many as pairs of two numbers up to twenty, and a list of clinics asks for each of its lines. */
const LIGHTS = new Map<number, LightColour>();

function lightBy(known: number, inComfort: number): LightColour {
  const samples = Array.from({ length: LIGHT_samples }, (_, at): MaybeDays =>
    at < inComfort ? 0 : at < known ? `>${HORIZON_days}` : 'unknown',
  );
  return lightOf({ samples, comfortDays: [0, 0] }).light;
}

export const waitOfLine = ({ state, k1_days }: WaitLine): MaybeDays =>
  state === 'places'
    ? (k1_days ?? `>${HORIZON_days}`)
    : state === 'full'
      ? `>${HORIZON_days}`
      : 'unknown';
