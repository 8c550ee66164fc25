import { AppError, defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { outsideQuiet } from '../model/send-time.ts';
import { mendsMailOf } from '../policy.ts';
import { invitationId as input } from '../schema.ts';
import { placeById } from '../store/places.ts';
import { insertReminders, setReminders } from '../store/reminders.ts';
import { rulesOn } from '../store/rules.ts';
import { touch } from '../store/touches.ts';

/**
 * Sends an invitation once more whose letter did not arrive. It is the invitation's reminder: there is never a third
 * letter. Not to whom letters are stopped, nor to an address that takes none.
 * @throws AppError not-found, forbidden, move-impossible with a reason
 */
export const resend = defineCommand({
  name: 'surveys.resend',
  input,
  policy: mendsMailOf,
  async handle({ tx, subject: one }) {
    const today = await todayOf(tx);
    const refuse = (reason: string) => new AppError('move-impossible', { reason });
    if (one.hasReminder) throw new AppError('already-done');
    if (one.isStopped) throw refuse('stopped');
    if (one.suppressedBecause) throw refuse('suppressed');
    if (one.expiresOn <= today) throw refuse('over');
    const { quiet } = await rulesOn(tx, today);
    const place = (await placeById(tx, one.placeId))!;
    const at = outsideQuiet(place.zone, tx.now, quiet);
    await insertReminders(tx, [{ invitationId: one.invitation, at }]);
    await setReminders(tx, [{ id: one.invitation, at: null }]);
    await touch(tx, one.personId, 'reminder');
    return { at };
  },
  audit: ({ subject }) => ({ object: `survey-invitation:${subject.invitation}`, after: 'resent' }),
});
