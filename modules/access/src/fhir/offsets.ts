import { zoneOf } from '@otklik/working-time';

const SHAPE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}(?::?\d{2})?)$/;

/** An instant of a publication, put into the one form that is taken everywhere else. */
export interface ReadInstant {
  /** With Z. */
  readonly iso: string;
  readonly ms: number;
  /** Its offset is not the one of the place on that date, or is not written out whole. */
  readonly wrong: boolean;
}

/** Whether there is such a zone. */
export function isZone(name: string): boolean {
  try {
    zoneOf(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant is kept even where its offset cannot be right: who knows which of the two was meant. Z says nothing of
 * the place and is never wrong. Null: no offset at all, or no date.
 */
export function readInstant(text: string, zone: string): ReadInstant | null {
  const [, local = '', offset = ''] = SHAPE.exec(text) ?? [];
  if (!offset) return null;
  const minutes = offset.includes(':') || offset.length === 5 || offset === 'Z';
  const whole = offset === 'Z' ? 'Z' : `${offset.slice(0, 3)}:${minutes ? offset.slice(-2) : '00'}`;
  const ms = Date.parse(`${local}${whole}`);
  if (Number.isNaN(ms)) return null;
  const wrong = offset !== 'Z' && (offset.length < 6 || offsetAt(zone, ms) !== whole);
  return { iso: new Date(ms).toISOString(), ms, wrong };
}

const formats = new Map<string, Intl.DateTimeFormat>();
const ZONES_max = 1000;

/** The offset of a zone at an instant, as it is written. */
export function offsetAt(zone: string, ms: number): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    if (formats.size >= ZONES_max) formats.clear();
    formats.set(zone, format);
  }
  const name = format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value;
  return name?.slice(3) || '+00:00';
}
