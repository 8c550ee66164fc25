import { defineQuery } from '@otklik/kernel';
import { z } from 'zod';
import { onlySystem } from '../policy.ts';
import { beginRun } from '../schema.ts';
import { cutOff } from '../store/terms.ts';

/** Before which instant data of a class has had its time: for sweeps of files. */
export const termOf = defineQuery({
  name: 'retention.term-of',
  input: z.strictObject({ class: beginRun.shape.class }),
  policy: onlySystem,
  handle: ({ tx, input: { class: name } }) => cutOff(tx, name),
});
