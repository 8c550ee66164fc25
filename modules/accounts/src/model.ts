import type { Grant, Reach, StaffRole } from '@otklik/kernel';

export const LINK_TERM_minutes = 15;
/** A printed demo link waits for its reader longer than a letter does. */
export const DEMO_LINK_TERM_s = 7 * 86_400;
export const INVITATION_TERM_days = 7;
export const SESSION_TERM_s = 30 * 86_400;
/** Staff give the second factor again after half a day. */
export const SECOND_FACTOR_TERM_s = 12 * 3600;
export const RECOVERY_CODES = 10;

/** Links asked for one address within a day → seconds to wait since the last one. */
const LINK_PAUSES_s = [0, 30, 60, 300, 900, 3600];

/** Seconds that must lie between the last link of an address and the next, after `count` in a day. */
export const pauseBeforeLink = (count: number): number =>
  LINK_PAUSES_s[Math.min(count, LINK_PAUSES_s.length - 1)]!;

/** True when the first reach covers the second. Kinds of lesser reach cover only themselves. */
export const covers = (own: Reach, wanted: Reach): boolean =>
  own.kind === 'region' ||
  (wanted.kind !== 'region' && own.kind === wanted.kind && own.id === wanted.id);

/** Who judges clinics may not be appointed by a clinic. */
const JUDGES: readonly StaffRole[] = ['moderator', 'controller', 'coordinator'];

/** Nobody hands out more than an administrator's own reach, and a clinic's side appoints no judges of it. */
export const mayGrant = (own: readonly Grant[], reach: Reach, role?: StaffRole): boolean =>
  own.some(
    (grant) =>
      grant.role === 'administrator' &&
      covers(grant.reach, reach) &&
      (!role ||
        !JUDGES.includes(role) ||
        grant.reach.kind === 'region' ||
        grant.reach.kind === 'district'),
  );

export const reachOf = (row: { reach_kind: Reach['kind']; reach_id: string }): Reach =>
  row.reach_kind === 'region' ? { kind: 'region' } : { kind: row.reach_kind, id: row.reach_id };

export const reachColumns = (reach: Reach): { reach_kind: Reach['kind']; reach_id: string } => ({
  reach_kind: reach.kind,
  reach_id: reach.kind === 'region' ? '' : reach.id,
});

const BROWSERS = [
  [/YaBrowser\//, 'yandex'],
  [/Edg(A|iOS)?\//, 'edge'],
  [/OPR\//, 'opera'],
  [/SamsungBrowser\//, 'samsung'],
  [/Firefox\/|FxiOS\//, 'firefox'],
  [/Chrome\/|CriOS\//, 'chrome'],
  [/Safari\//, 'safari'],
] as const;
const SYSTEMS = [
  [/Android/, 'android'],
  [/iPhone|iPad/, 'ios'],
  [/Windows/, 'windows'],
  [/Macintosh/, 'macos'],
  [/Linux|X11/, 'linux'],
] as const;
const firstOf = (list: readonly (readonly [RegExp, string])[], line: string): string =>
  list.find(([pattern]) => pattern.test(line))?.[1] ?? 'other';

/** Coarse words for a device, "firefox/windows": enough to know one's own, too few to follow anybody. */
export const deviceOf = (userAgent: string | null | undefined): string => {
  const line = (userAgent ?? '').slice(0, 400);
  return `${firstOf(BROWSERS, line)}/${firstOf(SYSTEMS, line)}`;
};

export type DemoRole = StaffRole | 'citizen';
