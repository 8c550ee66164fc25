import { defineCommand } from '@otklik/kernel';
import { decidesAppeals, stepOf } from '../appeal-steps.ts';
import { registerAppeal as input } from '../schema-lanes.ts';

/** Registers an appeal: its thirty days begin here. */
export const registerAppeal = defineCommand({
  name: 'complaints.register-appeal',
  input,
  policy: decidesAppeals,
  async handle({ tx, actor, subject, input }) {
    return stepOf(tx, actor, subject, 'register', {
      columns: { registration_number: input.registrationNumber },
      facts: { registrationNumber: input.registrationNumber },
    });
  },
  audit: ({ subject, output }) => ({
    object: subject.appeal.id,
    before: subject.appeal.state,
    after: output.state,
  }),
});
