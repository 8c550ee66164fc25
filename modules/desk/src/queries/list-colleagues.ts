import { defineQuery } from '@otklik/kernel';
import { colleaguesOn } from '../colleagues.ts';
import { insider } from '../policy.ts';
import { listColleagues as input } from '../schema.ts';

/** Up to 50 colleagues who work with a case on one's own side, by name: whom one may mention or hand it to. */
export const listColleagues = defineQuery({
  name: 'desk.list-colleagues',
  input,
  policy: insider,
  handle: ({ tx, subject, input: { beginning } }) =>
    colleaguesOn(tx, subject, { beginning: beginning ?? '', except: subject.personId }),
  audit: ({ subject }) => ({ object: subject.row.id }),
});
