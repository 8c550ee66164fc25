import { AppError, refuseHostileInput } from '@otklik/kernel';
import { z } from 'zod';
import { lineNumbers } from '../rows/line-numbers.ts';
import { ROWS_MAX } from './formats.ts';
import type { IntakeLine } from './lines.ts';

/** What an importer of clinics must know of the region to read the portal's words. */
export interface MosPlaces {
  /** Okrugs and districts by their Russian names. */
  readonly okrugs: ReadonlyMap<string, string>;
  readonly districts: ReadonlyMap<string, string>;
}

const refuse = (reason: string): AppError => new AppError('invalid-input', { reason });
const words = z.string().trim().max(2000);
const maybe = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().catch(null);

const address = z.looseObject({
  Address: maybe(words),
  AdmArea: maybe(words),
  District: maybe(words),
});
const point = z.tuple([z.number(), z.number()]).rest(z.number());
const geometry = z.union([
  z.looseObject({ type: z.literal('Point'), coordinates: point }),
  z.looseObject({ type: z.literal('MultiPoint'), coordinates: z.array(point).min(1) }),
]);
const nested = (name: string) => maybe(z.array(z.looseObject({ [name]: maybe(words) })));

/**
 * A row's cells. Column names differ a little between data sets and years, and single values come bare
 * where others come in lists, so everything but the name may be missing.
 */
const cells = z.looseObject({
  ShortName: maybe(words),
  CommonName: maybe(words),
  FullName: maybe(words),
  PublicPhone: z.union([nested('PublicPhone'), maybe(words)]),
  WebSite: maybe(words),
  ObjectAddress: z.union([maybe(z.array(address)), maybe(address)]),
  Address: maybe(words),
  AdmArea: maybe(words),
  District: maybe(words),
  geoData: maybe(geometry),
  Latitude_WGS84: maybe(z.coerce.number()),
  Longitude_WGS84: maybe(z.coerce.number()),
});
type Cells = z.output<typeof cells>;

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** «район Сокольники», «Восточный административный округ» → the bare name, folded. */
export const placeName = (name: string): string =>
  name
    .toLocaleLowerCase('ru')
    .replaceAll('ё', 'е')
    .replace(/административный округ|муниципальный округ|поселение|район|городской округ/g, ' ')
    .replace(/[«»"]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * Clinics from rows of the city's open-data portal (polyclinics for adults and children): a bare array,
 * `{"rows": […]}`, `{"Items": […]}` or GeoJSON `features`; each row flat, in `Cells`, or in
 * `properties.Attributes`. Opening hours are read past: schedules have a module of their own.
 * @throws AppError invalid-input: `not-json`, `rows-missing`, `too-many-rows`
 */
export function readMos(text: string, places: MosPlaces): IntakeLine[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError('invalid-input', { reason: 'not-json' }, { cause: error });
  }
  const property = ['rows', 'Items', 'features'].find((name) => Array.isArray(record(value)[name]));
  const rows = Array.isArray(value) ? value : property ? record(value)[property] : null;
  if (!Array.isArray(rows)) throw refuse('rows-missing');
  if (rows.length > ROWS_MAX) throw refuse('too-many-rows');
  const lines = property ? lineNumbers(text, property) : lineNumbers(`{"rows":${text}}`, 'rows');
  return rows.map((row: unknown, at): IntakeLine => {
    const line = lines[at] ?? at + 1;
    const fault = (path: string, code: string): IntakeLine => ({ line, fault: { path, code } });
    try {
      refuseHostileInput(row);
    } catch {
      return fault('', 'unstorable');
    }
    const outer = record(row);
    const attributes = record(record(outer['properties'])['Attributes']);
    const inner = outer['Cells'] ?? (Object.keys(attributes).length > 0 ? attributes : outer);
    const parsed = cells.safeParse(inner);
    if (!parsed.success) return fault('Cells', 'invalid_type');
    const id = idOf(outer, record(inner));
    if (id === null) return fault('global_id', 'required');
    return rowOf(line, id, parsed.data, record(outer['geometry']), places);
  });
}

const idOf = (...from: readonly Record<string, unknown>[]): string | null => {
  for (const one of from) {
    const id = one['global_id'] ?? record(one['properties'])['global_id'];
    if (
      (typeof id === 'number' && Number.isSafeInteger(id) && id > 0) ||
      /^\d{1,18}$/.test(String(id))
    )
      return String(id);
  }
  return null;
};

function rowOf(
  line: number,
  id: string,
  cell: Cells,
  outerGeometry: Record<string, unknown>,
  { okrugs, districts }: MosPlaces,
): IntakeLine {
  const name = cell.ShortName || cell.CommonName || cell.FullName;
  if (!name) return { line, fault: { path: 'ShortName', code: 'required' } };
  const whole = `${cell.ShortName ?? ''} ${cell.FullName ?? ''}`;
  const where =
    (Array.isArray(cell.ObjectAddress) ? cell.ObjectAddress[0] : cell.ObjectAddress) ?? cell;
  const at = pointOf(cell, outerGeometry);
  const district = where.District ? districts.get(placeName(where.District)) : null;
  if (where.District && !district)
    return { line, fault: { path: 'District', code: 'unknown-reference' } };
  const okrug = where.AdmArea ? okrugs.get(placeName(where.AdmArea)) : null;
  if (where.AdmArea && !okrug)
    return { line, fault: { path: 'AdmArea', code: 'unknown-reference' } };
  return {
    line,
    row: {
      id: `mos-${id}`,
      name_ru: name.slice(0, 500),
      number: numberAfter(whole, /(?:поликлиник\S*|центр\S*)[^№\d]{0,40}№\s*(\d{1,5})/i),
      branch_number: numberAfter(whole, /филиал\S*\s*№\s*(\d{1,3})/i),
      kind: /детск/i.test(whole) ? 'child' : 'adult',
      unit: /филиал/i.test(whole) ? 'branch' : 'head_or_unspecified',
      service: /стоматолог/i.test(whole) ? 'dental' : 'general',
      operator: 'unspecified',
      address_ru: where.Address ? where.Address.slice(0, 500) : null,
      phone: phoneOf(cell),
      website: websiteOf(cell.WebSite ?? ''),
      lat: at?.[1] ?? null,
      lng: at?.[0] ?? null,
      okrug: okrug ?? null,
      district_okato: district ?? null,
      demo: false,
    },
  };
}

function numberAfter(text: string, pattern: RegExp): number | null {
  const found = pattern.exec(text);
  return found ? Number(found[1]) : null;
}

function phoneOf({ PublicPhone }: Cells): string | null {
  const said = Array.isArray(PublicPhone)
    ? PublicPhone.map((one) => record(one)['PublicPhone'])
        .filter((one): one is string => typeof one === 'string' && /\d/.test(one))
        .join(', ')
    : (PublicPhone ?? '');
  return /\d/.test(said) && said.length <= 80 ? said : null;
}

/** The portal writes addresses without their scheme. */
function websiteOf(site: string): string | null {
  const address = /^https?:\/\//.test(site) ? site : `http://${site}`;
  return /^https?:\/\/[\w.-]+\.[a-zа-я]{2,}(?:\/\S*)?$/i.test(address) && address.length <= 300
    ? address
    : null;
}

function pointOf(cell: Cells, outer: Record<string, unknown>): readonly number[] | null {
  const outside = geometry.safeParse(outer);
  const shape = cell.geoData ?? (outside.success ? outside.data : null);
  if (shape?.type === 'Point') return shape.coordinates;
  if (shape?.type === 'MultiPoint') return shape.coordinates[0] ?? null;
  const { Latitude_WGS84: lat, Longitude_WGS84: lng } = cell;
  return typeof lat === 'number' && typeof lng === 'number' ? [lng, lat] : null;
}
