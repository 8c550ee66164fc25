import { defineQuery } from '@otklik/kernel';
import { onlyTime } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { isDue as due } from '../store/publications.ts';

/** Whether anything can have changed since the last publication: a quiet night leaves no line in the act log. */
export const isDue = defineQuery({
  name: 'scheduling.is-due',
  input,
  policy: onlyTime,
  handle: ({ tx }) => due(tx),
});
