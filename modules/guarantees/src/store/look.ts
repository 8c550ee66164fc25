import type { Standing } from '../model/telling.ts';
import type { Ground } from './ground.ts';
import type { Look } from './referrals.ts';

/** A term without a clock waits for a calendar or a norm: then `reckoned_by` differs and it is looked at. */
const WAITS = '9999-12-31';

export const lookOf = (ground: Ground, next: string | null, standing: Standing | null): Look => ({
  look_on: standing === null ? WAITS : next,
  reckoned_by: ground.reckonedBy,
});
