import { defineQuery } from '@otklik/kernel';
import { anybody } from '../policy.ts';
import { nothing } from '../schema.ts';
import { specialtiesOf } from '../store/specialties.ts';

/** The specialties a clinic may have, with the words for people. */
export const listSpecialties = defineQuery({
  name: 'registry.list-specialties',
  input: nothing,
  policy: anybody,
  handle: ({ tx }) => specialtiesOf(tx),
});
