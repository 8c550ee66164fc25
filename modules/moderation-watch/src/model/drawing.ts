import type { KeyPort } from '@otklik/kernel';

/** Lots run from 0 to this, without it. */
const LOTS = 10_000;
const LOT_BYTES = 6;

export interface DrawnFrom {
  readonly region: string;
  readonly caseId: string;
  readonly seq: number;
}

/** How often decisions are drawn. */
export interface DrawRule {
  readonly sharePercent: number;
  readonly refusalsTwice: boolean;
}

/**
 * The lot of a decision, 0 to 9999: a keyed hash, so the same whoever counts it again with the installation's
 * secrets, and known beforehand to nobody without them.
 */
export function lotOf(keys: Pick<KeyPort, 'hash'>, { region, caseId, seq }: DrawnFrom): number {
  const hash = keys.hash('moderation-sample', `${region}|${caseId}|${seq}`);
  return Buffer.from(hash, 'base64url').readUIntBE(0, LOT_BYTES) % LOTS;
}

/** Whether a decision with this lot is judged again. */
export function isDrawn(
  lot: number,
  { sharePercent, refusalsTwice }: DrawRule,
  isRefusal: boolean,
): boolean {
  const share = Math.min(100, sharePercent * (refusalsTwice && isRefusal ? 2 : 1));
  return lot < (share * LOTS) / 100;
}
