import { AppError, defineCommand } from '@otklik/kernel';
import { nextStep, type NextStep } from '../next-step.ts';
import { readCredential, verifyProof } from '../passkeys.ts';
import { atTheDoor } from '../policy.ts';
import { passkeyProof } from '../schema.ts';
import {
  ensurePerson,
  findPasskey,
  hasFactor,
  openSession,
  renewSession,
  spendChallenge,
  usePasskey as noteUse,
} from '../store/index.ts';

/**
 * A passkey's answer: signs in, or, in one's own session, gives the second factor and a fresh proof. It
 * is a second factor when the device asked for its owner (finger, face or code).
 *
 * @throws AppError credential-invalid for an unknown, foreign or wrong one alike, link-expired, forbidden (disabled)
 */
export const usePasskey = defineCommand({
  name: 'accounts.use-passkey',
  input: passkeyProof,
  limits: [{ per: 'origin', count_max: 60, window_s: 3600 }],
  policy: atTheDoor,
  async handle({ app, actor, tx, input }) {
    const { credential, device } = input;
    const { id, challenge } = readCredential(credential);
    const hash = app.ports.keys.hash('passkey-challenge', challenge);
    await spendChallenge(tx, hash, 'prove');
    const passkey = await findPasskey(tx, id);
    if (!passkey) throw new AppError('credential-invalid', { what: 'passkey' });
    const { publicUrl } = app.settings;
    const proof = await verifyProof({ publicUrl, credential, challenge, passkey });
    await noteUse(tx, passkey.id, proof);
    const personId = passkey.person_id;
    const { userVerified } = proof;
    const enrolled = await hasFactor(tx, personId);
    const proven = userVerified || !enrolled;
    if (actor.kind === 'person') {
      if (actor.personId !== personId)
        throw new AppError('credential-invalid', { what: 'passkey' });
      if (!proven) throw new AppError('second-factor-required');
      const sessionId = await renewSession(tx, actor, userVerified ? 'factor' : 'other');
      return { personId, sessionId, passkeyId: passkey.id, next: 'home' as NextStep };
    }
    await ensurePerson(tx, personId);
    const secondFactor = userVerified;
    const sessionId = await openSession(tx, {
      personId,
      device,
      secondFactor,
      proven,
      method: 'passkey',
    });
    const next = await nextStep(tx, personId, { enrolled, given: userVerified });
    return { personId, sessionId, passkeyId: passkey.id, next };
  },
  audit: ({ output }) => ({ object: `passkey:${output.passkeyId}` }),
});
