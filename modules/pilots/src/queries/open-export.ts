import { AppError, defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { keepsPilots } from '../policy.ts';
import { onPilot as input } from '../schema.ts';
import { filesOf } from '../store/closings.ts';
import { pilotOf } from '../store/pilots.ts';

/**
 * The signed list of an export and its files by name, for whoever takes it with them. Each taking is a line of the
 * act log.
 * @throws AppError step-up-required, forbidden, not-found, move-impossible while the pilot is not closed
 */
export const openExport = defineQuery({
  name: 'pilots.open-export',
  input,
  stepUp: true,
  policy(context: Context<z.output<typeof input>>) {
    keepsPilots(context);
  },
  async handle({ tx, input: { code } }) {
    const pilot = await pilotOf(tx, code);
    if (!pilot.signed_list) throw new AppError('move-impossible', { reason: 'pilot-not-closed' });
    return { code, id: pilot.id, files: await filesOf(tx, pilot.id), list: pilot.signed_list };
  },
  audit: ({ input: { code } }) => ({ object: `pilot:${code}` }),
});
