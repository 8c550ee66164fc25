import { defineQuery } from '@otklik/kernel';
import { nothing as input } from '../schema.ts';
import { regionId } from '../store/sources.ts';
import { toldSpecialties } from '../store/specialties.ts';

/** Specialties that any clinic of the region tells places of. */
export const listTold = defineQuery({
  name: 'access.list-told',
  input,
  policy: () => null,
  handle: async ({ tx }) => ({ specialties: await toldSpecialties(tx, regionId(tx)) }),
});
