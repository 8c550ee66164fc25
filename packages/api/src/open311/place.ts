import { m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import type { Call } from './call.ts';
import { refuse } from './refusal.ts';

const NEAR_M = 300;
const NUMBER = /^[+-]?\d{1,3}(?:\.\d{1,15})?$/;

/** The clinic a filing is about, and, where the place left doubt, a word to the moderator who names it. */
export interface Place {
  readonly clinic: string;
  readonly zone: string;
  readonly doubt: string | null;
}

function degrees(call: Call, field: 'lat' | 'long', max: number): number | undefined {
  const text = call.given.one(field)?.trim();
  if (text === undefined) return undefined;
  const value = NUMBER.test(text) ? Number(text) : NaN;
  if (!(Math.abs(value) <= max)) throw refuse(400, 'point', { field });
  return value;
}

async function byCode(call: Call, code: string, field: string): Promise<Place> {
  const { options, visitor } = call;
  try {
    const clinic = await options.faces.registry.getClinic(visitor, { code });
    return { clinic: clinic.code, zone: clinic.zone, doubt: null };
  } catch (error) {
    if (isAppError(error) && (error.code === 'not-found' || error.code === 'invalid-input'))
      throw refuse(400, 'place-unknown', { field });
    throw error;
  }
}

async function byPoint(call: Call, lat: number, lng: number): Promise<Place> {
  const found = await call.options.faces.registry.findNearest(call.visitor, { lat, lng });
  const [nearest] = found;
  if (!nearest) throw refuse(400, 'place-unknown', { field: 'lat, long' });
  const near = found.filter(({ distance_m }) => distance_m <= NEAR_M);
  const { code: clinic, zone } = nearest;
  if (near.length === 1) return { clinic, zone, doubt: null };
  const candidates = (near.length > 1 ? near : found).map(
    (one) => `${one.nameRu} (${one.code}, ${Math.round(one.distance_m)} m)`,
  );
  const words = { place: `${lat}, ${lng}`, clinics: candidates.join('; ') };
  return { clinic, zone, doubt: m.open311_closed_point(words, { locale: 'ru' }) };
}

async function byAddress(call: Call, address: string): Promise<Place> {
  const q = address.slice(0, 200);
  const found = await call.options.faces.registry.findClinics(call.visitor, { q, limit: 2 });
  const [best] = found.clinics;
  if (!best) throw refuse(400, 'place-unknown', { field: 'address_string' });
  const { zone } = await byCode(call, best.code, 'address_string');
  const sure = found.total_count === 1 && found.match === 'exact';
  const words = { place: q };
  return {
    clinic: best.code,
    zone,
    doubt: sure ? null : m.open311_closed_point_alone(words, { locale: 'ru' }),
  };
}

/**
 * Which clinic: by its code, the one clinic within 300 m of the point, or the address. A place that fits
 * several or none is taken with the nearest, and a moderator, who reads every filing before anybody else,
 * is told to name the clinic.
 * @throws Refusal 400 without a place, for half a point, one beyond the globe, or a code that is unknown
 */
export async function placeOf(call: Call): Promise<Place> {
  const lat = degrees(call, 'lat', 90);
  const lng = degrees(call, 'long', 180);
  if ((lat === undefined) !== (lng === undefined)) throw refuse(400, 'point-half');
  const code = call.given.one('address_id')?.trim();
  if (code) return byCode(call, code, 'address_id');
  if (lat !== undefined && lng !== undefined) return byPoint(call, lat, lng);
  const address = call.given.one('address_string')?.trim();
  if (address) return byAddress(call, address);
  throw refuse(400, 'place');
}
