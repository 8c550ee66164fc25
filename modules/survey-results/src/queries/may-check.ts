import { defineQuery } from '@otklik/kernel';
import { checkedPlace } from '../policy.ts';
import { onPlace as input } from '../schema.ts';

/**
 * Whether the reader may type in a check of this place.
 * @throws AppError forbidden, not-found
 */
export const mayCheck = defineQuery({
  name: 'survey-results.may-check',
  input,
  policy: checkedPlace,
  handle: ({ subject }) => Promise.resolve({ code: subject.code }),
});
