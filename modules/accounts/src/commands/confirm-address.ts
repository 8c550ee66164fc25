import { AppError, defineCommand } from '@otklik/kernel';
import { addressOf, contactMadeAt, swapAddresses } from '@otklik/notices';
import { mailedLinkGuess } from '../guess.ts';
import { signedIn } from '../policy.ts';
import { mailedToken } from '../schema.ts';
import { endSessions, findPerson, renewSession, spendMailedLink } from '../store/index.ts';
import { tellOfChange } from '../tell.ts';

/**
 * The new address is one's own from now on; other sessions end, and both addresses are told. An address
 * that was here before belongs to somebody, perhaps with cases of its own: it is not taken over.
 *
 * @throws AppError link-expired, identity-taken, step-up-required
 */
export const confirmAddress = defineCommand({
  name: 'accounts.confirm-address',
  input: mailedToken,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 20, window_s: 900 }],
  guess: mailedLinkGuess,
  policy: signedIn,
  async handle({ app, tx, input, subject }) {
    const { personId } = subject;
    const tokenHash = app.ports.keys.hash('new-address-link', input.token);
    const link = await spendMailedLink(tx, subject, { purpose: 'new-address', tokenHash });
    if (!link) throw new AppError('link-expired');
    const { contactId, orderedAt } = link;
    const made = await contactMadeAt(tx, contactId);
    if (!made || made < orderedAt || (await findPerson(tx, contactId)))
      throw new AppError('identity-taken', { what: 'address' });
    const had = await addressOf(tx, personId);
    await swapAddresses(tx, personId, contactId);
    await endSessions(tx, personId, subject.sessionId);
    const sessionId = await renewSession(tx, subject, 'none');
    await tellOfChange(tx, personId, 'address-changed');
    if (had) await tellOfChange(tx, contactId, 'address-changed');
    return { personId, sessionId };
  },
  audit: ({ output }) => ({ object: `person:${output.personId}` }),
});
