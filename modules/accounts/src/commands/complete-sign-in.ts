import { defineCommand } from '@otklik/kernel';
import { confirmContact, speakTo } from '@otklik/notices';
import { atTheDoor } from '../policy.ts';
import { nextStep } from '../next-step.ts';
import { signInCompletion } from '../schema.ts';
import { endSession, ensurePerson, hasFactor, openSession, spendLink } from '../store/index.ts';

/** Spends a sign-in link and opens a session. @throws AppError link-expired, forbidden (disabled) */
export const completeSignIn = defineCommand({
  name: 'accounts.complete-sign-in',
  input: signInCompletion,
  limits: [{ per: 'origin', count_max: 60, window_s: 3600 }],
  policy: atTheDoor,
  async handle({ app, actor, tx, input }) {
    const tokenHash = app.ports.keys.hash('sign-in-link', input.token);
    const { contactId: personId, demo } = await spendLink(tx, tokenHash);
    await confirmContact(tx, personId);
    if (input.locale) await speakTo(tx, personId, input.locale);
    await ensurePerson(tx, personId);
    if (actor.kind === 'person') await endSession(tx, actor.personId, actor.sessionId);
    const demoSecondFactor = demo && app.settings.demo;
    const enrolled = await hasFactor(tx, personId);
    const { device } = input;
    const proven = demoSecondFactor || !enrolled;
    const sessionId = await openSession(tx, { personId, device, demoSecondFactor, proven });
    const next = await nextStep(tx, personId, { enrolled, given: demoSecondFactor });
    return { personId, sessionId, next };
  },
  audit: ({ output }) => ({ object: `person:${output.personId}` }),
});
