import { defineQuery } from '@otklik/kernel';
import { onlyTeller } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { somethingDue } from '../store/looks.ts';

/** Asked each minute, so that a quiet minute leaves no line in the act log. */
export const isDue = defineQuery({
  name: 'wait-alerts.is-due',
  input,
  policy: onlyTeller,
  handle: ({ tx }) => somethingDue(tx),
});
