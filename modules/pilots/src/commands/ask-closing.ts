import { AppError, defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { editable } from '../editable.ts';
import { keepsPilots } from '../policy.ts';
import { askClosing as input } from '../schema.ts';
import { changePilot } from '../store/pilots.ts';

/**
 * Asks for the end of a pilot. Nothing happens until a second administrator confirms.
 * @throws AppError step-up-required, not-found, move-impossible, date-unfit for links that end in the past
 */
export const askClosing = defineCommand({
  name: 'pilots.ask-closing',
  input,
  stepUp: true,
  policy: keepsPilots,
  async handle({ tx, subject: by, input: { code, linksUntil } }) {
    const pilot = await editable(tx, code);
    if (linksUntil < (await todayOf(tx))) throw new AppError('date-unfit', { reason: 'past' });
    await changePilot(tx, pilot.id, {
      state: 'closing-asked',
      links_until: linksUntil,
      closing_asked_by: by,
    });
    return { code };
  },
  audit: ({ input: { code, linksUntil } }) => ({
    object: `pilot:${code}`,
    after: `closing-asked:${linksUntil}`,
  }),
});
