import { defineCommand } from '@otklik/kernel';
import { signedIn } from '../policy.ts';
import { deedContent } from '../schema.ts';
import { parkDeed as park } from '../store/index.ts';

/** Keeps what somebody was about to send while they prove themselves again. */
export const parkDeed = defineCommand({
  name: 'accounts.park-deed',
  input: deedContent,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: signedIn,
  async handle({ tx, input, subject }) {
    return { deedId: await park(tx, subject.personId, JSON.stringify(input)) };
  },
  audit: ({ output }) => ({ object: `deed:${output.deedId}` }),
});
