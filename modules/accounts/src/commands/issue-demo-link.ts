import { AppError, defineCommand, newSecret } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { DEMO_LINK_TERM_s } from '../model.ts';
import { onlySystem } from '../policy.ts';
import { demoLinkRequest } from '../schema.ts';
import { addGrant, addLink, ensurePerson, grantsOfPerson, later } from '../store/index.ts';

/**
 * A one-use link for the demo account of a role, which is made when it is missing. Its session needs no
 * second factor, as long as the installation runs in demo mode.
 *
 * @throws AppError forbidden outside demo mode
 */
export const issueDemoLink = defineCommand({
  name: 'accounts.issue-demo-link',
  input: demoLinkRequest,
  policy: onlySystem('accounts.demo'),
  async handle({ app, tx, input }) {
    if (!app.settings.demo) throw new AppError('forbidden', { reason: 'not-in-demo-mode' });
    const { role } = input;
    const email = `${role}@demo.example`;
    const personId = await contactFor(tx, { email, locale: 'ru', synthetic: true });
    await ensurePerson(tx, personId);
    const held = await grantsOfPerson(tx, personId);
    if (role !== 'citizen' && (input.reach || held.length === 0)) {
      const reach = input.reach ?? { kind: 'region' };
      await addGrant(tx, { personId, role, reach, grantedBy: null });
    }
    const token = newSecret();
    await addLink(tx, {
      tokenHash: app.ports.keys.hash('sign-in-link', token),
      contactId: personId,
      expiresAt: later(tx.now, DEMO_LINK_TERM_s),
      demo: true,
    });
    return { personId, path: `/sign-in/${token}` };
  },
  audit: ({ output }) => ({ object: `person:${output.personId}` }),
});
