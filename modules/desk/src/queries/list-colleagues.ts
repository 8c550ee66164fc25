import { defineQuery } from '@otklik/kernel';
import { colleaguesOn } from '../colleagues.ts';
import { insider } from '../policy.ts';
import { onCase as input } from '../schema.ts';

/** Addresses of the colleagues who work with a case on one's own side: whom one may mention. */
export const listColleagues = defineQuery({
  name: 'desk.list-colleagues',
  input,
  policy: insider,
  async handle({ tx, subject: { row, side, personId } }) {
    const all = await colleaguesOn(tx, row, side);
    return all.filter((one) => one.personId !== personId).map(({ email }) => ({ email }));
  },
  audit: ({ subject }) => ({ object: subject.row.id }),
});
