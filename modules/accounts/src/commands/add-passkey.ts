import { AppError, defineCommand } from '@otklik/kernel';
import { readCredential, verifyRegistration } from '../passkeys.ts';
import { signedIn } from '../policy.ts';
import { newPasskey } from '../schema.ts';
import {
  addPasskey as add,
  endSessions,
  passkeysOf,
  renewSession,
  spendChallenge,
} from '../store/index.ts';
import { tellOfChange } from '../tell.ts';

const PASSKEYS_MAX = 20;

/**
 * Adds a passkey. The session is renewed, with the second factor given when the device asked for its
 * owner; other sessions end.
 *
 * @throws AppError credential-invalid, link-expired, already-exists, step-up-required
 */
export const addPasskey = defineCommand({
  name: 'accounts.add-passkey',
  input: newPasskey,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 30, window_s: 3600 }],
  policy: signedIn,
  async handle({ app, tx, input, subject }) {
    const { personId } = subject;
    const { credential, name } = input;
    const { challenge } = readCredential(credential);
    const hash = app.ports.keys.hash('passkey-challenge', challenge);
    const asked = await spendChallenge(tx, hash, 'register');
    if (asked.personId !== personId) throw new AppError('link-expired');
    if ((await passkeysOf(tx, personId)).length >= PASSKEYS_MAX)
      throw new AppError('over-capacity', { what: 'passkeys' });
    const { publicUrl } = app.settings;
    const facts = await verifyRegistration({ publicUrl, credential, challenge });
    const passkeyId = await add(tx, { personId, name, ...facts });
    await endSessions(tx, personId, subject.sessionId);
    const sessionId = await renewSession(tx, subject, facts.userVerified ? 'factor' : 'none');
    await tellOfChange(tx, personId, 'passkey-added');
    return { personId, sessionId, passkeyId, userVerified: facts.userVerified };
  },
  audit: ({ output }) => ({ object: `passkey:${output.passkeyId}` }),
});
