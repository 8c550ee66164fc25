import { defineQuery } from '@otklik/kernel';
import { onlySystem } from '../policy.ts';
import { listErasures as input } from '../schema.ts';
import { tombstonesAfter } from '../store/erasures.ts';

/** The erasure list, page by page, for its replay. */
export const listErasures = defineQuery({
  name: 'retention.list-erasures',
  input,
  policy: onlySystem,
  handle: ({ tx, input: { after, limit } }) => tombstonesAfter(tx, after, limit),
});
