import { holdersOf } from '@otklik/accounts';
import type { Tx } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { lanesOf } from './store/lanes.ts';

/** Whom a report of danger reaches in a region; no address, no name. */
export interface Duty {
  /** Somebody is named and can be written to. */
  readonly named: boolean;
  /** How many moderators of the whole region are written to where nobody is. */
  readonly instead: number;
}

/** Who hears of danger in the region of the scope. */
export async function dutyIn(tx: Tx): Promise<Duty> {
  const { duty_contact_id } = await lanesOf(tx);
  const address = duty_contact_id && (await addressOf(tx, duty_contact_id));
  const moderators = await holdersOf(tx, 'moderator', [{ kind: 'region' }]);
  return { named: Boolean(address), instead: moderators.length };
}
