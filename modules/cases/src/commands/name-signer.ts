import { AppError, defineCommand } from '@otklik/kernel';
import { nameRight } from '../name-signer.ts';
import { administratorOfClinic } from '../policy-signing.ts';
import { nameSigner as input } from '../schema-signing.ts';
import { hasHead } from '../signing.ts';

/** Where a clinic has no head's account, an administrator names which of its executors sign. */
export const nameSigner = defineCommand({
  name: 'cases.name-signer',
  input,
  stepUp: true,
  policy: administratorOfClinic,
  async handle({ tx, actor, subject: { clinic }, input: signer }) {
    if (await hasHead(tx, clinic.id))
      throw new AppError('move-impossible', { reason: 'clinic-has-a-head' });
    return nameRight(tx, actor, clinic, signer, { kind: 'signer' });
  },
  audit: ({ output }) => ({ object: output.id, after: 'signer' }),
});
