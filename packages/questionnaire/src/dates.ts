const WITH_TIME = /T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const NO_ZONE = /(Z|[+-]\d{2}:\d{2})$/;

/**
 * Compares two dates or instants on the precision both have: `2026-03-14` and `2026-03` are equal.
 * Two instants with offsets are compared as instants, otherwise the local texts decide.
 * @returns below 0, 0 or above 0; undefined when one is no date
 */
export function compareDates(a: string, b: string): number | undefined {
  if (!isDateLike(a) || !isDateLike(b)) return undefined;
  if (WITH_TIME.test(a) && WITH_TIME.test(b)) {
    const difference = Date.parse(a) - Date.parse(b);
    if (!Number.isNaN(difference)) return difference;
  }
  const left = local(a);
  const right = local(b);
  const precision = Math.min(left.length, right.length);
  return compareText(left.slice(0, precision), right.slice(0, precision));
}

function isDateLike(text: string): boolean {
  return /^\d{4}(-\d{2}(-\d{2}(T.*)?)?)?$/.test(text);
}

function local(text: string): string {
  return text.includes('T') ? text.replace(NO_ZONE, '').replace(/\.\d+$/, '') : text;
}

/** Compares two times of the day; undefined when one is none. */
export function compareTimes(a: string, b: string): number | undefined {
  const left = secondsOf(a);
  const right = secondsOf(b);
  return left === undefined || right === undefined ? undefined : left - right;
}

function secondsOf(text: string): number | undefined {
  const parts = /^(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?$/.exec(text);
  if (!parts) return undefined;
  return Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
