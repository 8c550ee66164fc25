import { defineCommand, recordedAs } from '@otklik/kernel';
import { mayEndRight } from '../policy-signing.ts';
import { endSigningRight as input } from '../schema-signing.ts';
import { endRight } from '../store/signing-rights.ts';

/** A right to sign ends at once; what was signed by it stands. */
export const endSigningRight = defineCommand({
  name: 'cases.end-signing-right',
  input,
  stepUp: true,
  policy: mayEndRight,
  async handle({ tx, actor, subject }) {
    await endRight(tx, subject.id, recordedAs(actor));
    return { id: subject.id };
  },
  audit: ({ subject }) => ({ object: subject.id, before: subject.kind as string, after: 'ended' }),
});
