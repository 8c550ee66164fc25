import { AppError, defineCommand } from '@otklik/kernel';
import { keepsPilots } from '../policy.ts';
import { onPilot as input } from '../schema.ts';
import { changePilot, lockPilot } from '../store/pilots.ts';

/** Takes back the wish to close, while nobody has confirmed it. @throws AppError not-found, move-impossible */
export const keepOpen = defineCommand({
  name: 'pilots.keep-open',
  input,
  policy: keepsPilots,
  async handle({ tx, input: { code } }) {
    const pilot = await lockPilot(tx, code);
    if (pilot.state !== 'closing-asked')
      throw new AppError('move-impossible', { reason: 'pilot-closing' });
    await changePilot(tx, pilot.id, { state: 'open', links_until: null, closing_asked_by: null });
    return { code };
  },
  audit: ({ input: { code } }) => ({ object: `pilot:${code}`, after: 'open' }),
});
