import { defineCommand, newSecret } from '@otklik/kernel';
import { contactFor, sendLetter } from '@otklik/notices';
import { LINK_TERM_minutes } from '../model.ts';
import { atTheDoor } from '../policy.ts';
import { signInRequest } from '../schema.ts';
import { addLink, later, waitBetweenLinks } from '../store/index.ts';

/**
 * Sends a sign-in link to an address. Known and unknown addresses take the same path, statement by
 * statement, so neither the answer nor its time tells them apart.
 *
 * @throws AppError invalid-input, too-many-requests (growing delay per address; 20 an hour per origin)
 */
export const requestSignIn = defineCommand({
  name: 'accounts.request-sign-in',
  input: signInRequest,
  limits: [{ per: 'origin', count_max: 20, window_s: 3600 }],
  policy: atTheDoor,
  async handle({ app, tx, input }) {
    const contactId = await contactFor(tx, input);
    await waitBetweenLinks(tx, contactId);
    const token = newSecret();
    await addLink(tx, {
      tokenHash: app.ports.keys.hash('sign-in-link', token),
      contactId,
      expiresAt: later(tx.now, LINK_TERM_minutes * 60),
    });
    await sendLetter(tx, {
      contactId,
      template: 'sign-in-link',
      data: { minutes: LINK_TERM_minutes, locale: input.locale },
      secret: `/sign-in/${token}`,
    });
    return { sent: true as const };
  },
});
