import { AppError, type Tx } from '@otklik/kernel';
import { lockPilot, type PilotRow } from './store/pilots.ts';

/**
 * A pilot that can still be changed, held.
 * @throws AppError not-found, move-impossible { reason: 'pilot-closing' } once its end has begun
 */
export async function editable(tx: Tx, code: string): Promise<PilotRow> {
  const pilot = await lockPilot(tx, code);
  if (pilot.state === 'closing' || pilot.state === 'closed')
    throw new AppError('move-impossible', { reason: 'pilot-closing' });
  return pilot;
}
