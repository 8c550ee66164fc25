import { randomUUID } from 'node:crypto';
import { AppError, defineCommand, recordedAs } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { readPublicKey } from '../model/assertion.ts';
import { regionAdministrator } from '../policy.ts';
import { registerCabinet as input } from '../schema.ts';
import { insertCabinet } from '../store/cabinets.ts';

/** Makes the cabinet of somebody else known, with the one way in which it signs. @throws AppError already-exists, invalid-input */
export const registerCabinet = defineCommand({
  name: 'survey-modes.register-cabinet',
  input,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: regionAdministrator,
  async handle({ tx, actor, input: { name, keyId, algorithm, publicKey } }) {
    if (!readPublicKey(publicKey, algorithm))
      throw new AppError('invalid-input', { issues: [{ path: 'publicKey', code: 'custom' }] });
    const id = randomUUID();
    await insertCabinet(tx, {
      id,
      key_id: keyId,
      name,
      algorithm,
      public_key: publicKey,
      agreed_by: recordedAs(actor),
      valid_from: await todayOf(tx),
      valid_to: null,
    });
    return { id };
  },
  audit: ({ output }) => ({ object: output.id, after: 'registered' }),
});
