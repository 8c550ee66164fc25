import { createHash } from 'node:crypto';
import { canonicalJson } from '@otklik/kernel';

/** What somebody may follow. A list narrowed by more than one thing, or by words, is a saved search. */
export type TargetKind = 'region' | 'clinic' | 'place' | 'topic' | 'search' | 'case';

export interface Target {
  readonly kind: TargetKind;
  readonly clinicId?: string;
  /** A district, or an okrug, which districts belong to. */
  readonly place?: { readonly id: string; readonly level: 'district' | 'okrug' };
  readonly topic?: string;
  readonly outcome?: string;
  readonly q?: string;
  readonly caseId?: string;
}

/** The target that filters name: by one place or topic alone its own kind, by more a search. */
export function targetOf(filters: Omit<Target, 'kind'>): Target {
  const given = Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== undefined && value !== ''),
  ) as Omit<Target, 'kind'>;
  const names = Object.keys(given);
  if (names.length === 0) return { kind: 'region' };
  if (names.length > 1) return { kind: 'search', ...given };
  const kinds: Readonly<Record<string, TargetKind>> = {
    clinicId: 'clinic',
    place: 'place',
    topic: 'topic',
    caseId: 'case',
  };
  return { kind: kinds[names[0]!] ?? 'search', ...given };
}

/** One spelling per target. Words of a search stand in it as a digest. */
export function targetKey(target: Target): string {
  switch (target.kind) {
    case 'region':
      return 'region';
    case 'clinic':
      return `clinic:${target.clinicId}`;
    case 'place':
      return `place:${target.place!.id}`;
    case 'topic':
      return `topic:${target.topic}`;
    case 'case':
      return `case:${target.caseId}`;
    case 'search':
      return `search:${createHash('sha256').update(canonicalJson(target)).digest('base64url')}`;
  }
}

/** The keys of every target, searches apart, that a change of this case is news for. */
export const keysOfCase = (row: {
  readonly id: string;
  readonly clinicId: string;
  readonly districtId: string | null;
  readonly okrugId: string | null;
  readonly topic: string;
}): string[] => [
  'region',
  `clinic:${row.clinicId}`,
  ...[row.districtId, row.okrugId].filter((id) => id !== null).map((id) => `place:${id}`),
  `topic:${row.topic}`,
  `case:${row.id}`,
];
