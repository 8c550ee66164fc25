import { defineQuery } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { signedIn } from '../policy.ts';
import { nothing } from '../schema.ts';
import { hasTotp, recoveryCodesLeft } from '../store/index.ts';

/** What the signed-in person is told about themselves; their own address in clear. */
export const myProfile = defineQuery({
  name: 'accounts.my-profile',
  input: nothing,
  policy: signedIn,
  async handle({ tx, subject }) {
    const { personId, grants, secondFactor } = subject;
    const address = await addressOf(tx, personId);
    const enrolled = await hasTotp(tx, personId);
    return {
      personId,
      email: address?.email ?? null,
      locale: address?.locale ?? 'ru',
      grants,
      enrolled,
      secondFactor,
      recoveryCodesLeft: enrolled ? await recoveryCodesLeft(tx, personId) : 0,
    };
  },
});
