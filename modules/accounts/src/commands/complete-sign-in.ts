import { defineCommand } from '@otklik/kernel';
import { confirmContact, speakTo } from '@otklik/notices';
import { atTheDoor } from '../policy.ts';
import { signInCompletion } from '../schema.ts';
import {
  endSession,
  ensurePerson,
  grantsOfPerson,
  hasFactor,
  openSession,
  spendLink,
} from '../store/index.ts';

/** Where the signed-in person goes next: staff give their second factor, or enrol one, first. */
export type NextStep = 'home' | 'desk' | 'second-factor' | 'enrol';

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
    const sessionId = await openSession(tx, { personId, device: input.device, demoSecondFactor });
    const isStaff = (await grantsOfPerson(tx, personId)).length > 0;
    const enrolled = await hasFactor(tx, personId);
    const settled: NextStep = isStaff ? 'desk' : 'home';
    const next: NextStep =
      demoSecondFactor || !(isStaff || enrolled) ? settled : enrolled ? 'second-factor' : 'enrol';
    return { personId, sessionId, next };
  },
  audit: ({ output }) => ({ object: `person:${output.personId}` }),
});
