import type { Sample } from './samples.ts';

/** The samples of the verbs about to whom clinics are open. */

const ask = (input: unknown = {}): readonly Sample[] => [{ input: () => input }];
const CLINIC = 'msk-a-191';

export const ATTACHMENT: Readonly<Record<string, readonly Sample[]>> = {
  'attachment.put-admissions': ask({ table: `clinic;places\n${CLINIC};3` }),
  'attachment.put-catchments': ask({ table: `clinic;street\n${CLINIC};Азовская улица` }),
  'attachment.find-clinic': ask({ street: 'Азовская', house: '20' }),
  'attachment.get-admission': ask({ clinic: CLINIC }),
  'attachment.sum-up': ask(),
};
