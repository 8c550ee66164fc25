import { AppError, defineCommand, newSecret } from '@otklik/kernel';
import { isConfirmed, sendLetter } from '@otklik/notices';
import { signedIn } from '../policy.ts';
import { nothing } from '../schema.ts';
import { addMailedLink, hasFactor, PROOF_TERM_minutes } from '../store/index.ts';

/**
 * Mails a link by which who has no second factor proves themselves again, in this session alone.
 *
 * @throws AppError second-factor-required (it is given instead), not-found (no address), too-many-requests (growing delay)
 */
export const mailStepUp = defineCommand({
  name: 'accounts.mail-step-up',
  input: nothing,
  limits: [{ per: 'principal', count_max: 6, window_s: 3600 }],
  async policy(context) {
    const person = signedIn(context);
    const { tx } = context;
    if (await hasFactor(tx, person.personId)) throw new AppError('second-factor-required');
    if (!(await isConfirmed(tx, person.personId))) throw new AppError('not-found');
    return person;
  },
  async handle({ app, tx, subject }) {
    const { personId: contactId } = subject;
    const token = newSecret();
    const tokenHash = app.ports.keys.hash('step-up-link', token);
    await addMailedLink(tx, subject, { purpose: 'step-up', contactId, tokenHash });
    await sendLetter(tx, {
      contactId,
      template: 'prove-again',
      data: { minutes: PROOF_TERM_minutes },
      secret: `/sign-in/again/${token}`,
    });
    return { sent: true as const };
  },
});
