import { defineCommand, newSecret } from '@otklik/kernel';
import { contactFor, sendLetter } from '@otklik/notices';
import { signedIn } from '../policy.ts';
import { newAddress } from '../schema.ts';
import { addMailedLink, PROOF_TERM_minutes } from '../store/index.ts';

/**
 * Mails a link to an address that is to become one's own. Known and unknown ones are treated alike.
 *
 * @throws AppError too-many-requests (growing delay per address; 6 an hour per person)
 */
export const requestAddress = defineCommand({
  name: 'accounts.request-address',
  input: newAddress,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 6, window_s: 3600 }],
  policy: signedIn,
  async handle({ app, tx, input, subject }) {
    const contactId = await contactFor(tx, input);
    const token = newSecret();
    const tokenHash = app.ports.keys.hash('new-address-link', token);
    await addMailedLink(tx, subject, { purpose: 'new-address', contactId, tokenHash });
    await sendLetter(tx, {
      contactId,
      template: 'new-address',
      data: { minutes: PROOF_TERM_minutes },
      secret: `/my/security/address/${token}`,
    });
    return { sent: true as const };
  },
});
