import { AppError, defineCommand } from '@otklik/kernel';
import { mailedLinkGuess } from '../guess.ts';
import { signedIn } from '../policy.ts';
import { mailedToken } from '../schema.ts';
import { hasFactor, renewSession, spendMailedLink } from '../store/index.ts';

/**
 * Proves oneself again by the mailed link, in the session that asked for it; the session is renewed.
 *
 * @throws AppError link-expired, second-factor-required (enrolled since)
 */
export const confirmStepUp = defineCommand({
  name: 'accounts.confirm-step-up',
  input: mailedToken,
  limits: [{ per: 'principal', count_max: 20, window_s: 900 }],
  guess: mailedLinkGuess,
  policy: signedIn,
  async handle({ app, tx, input, subject }) {
    const { personId } = subject;
    if (await hasFactor(tx, personId)) throw new AppError('second-factor-required');
    const tokenHash = app.ports.keys.hash('step-up-link', input.token);
    if (!(await spendMailedLink(tx, subject, { purpose: 'step-up', tokenHash })))
      throw new AppError('link-expired');
    const sessionId = await renewSession(tx, subject, 'other');
    return { personId, sessionId };
  },
});
