import { defineQuery } from '@otklik/kernel';
import { clinicByCode, todayOf } from '@otklik/registry';
import { AGES, admissionOf, type Admission, type Ages } from '../model/admission.ts';
import { ruleOn } from '../model/rules.ts';
import { anybody } from '../policy.ts';
import { ofClinic as input } from '../schema.ts';
import { admissionsOn } from '../store/admissions.ts';
import { regionIn } from '../store/region.ts';

/**
 * Whether a clinic is open to somebody, for each of the ages it is for, with the rule of changing.
 * @throws AppError not-found
 */
export const getAdmission = defineQuery({
  name: 'attachment.get-admission',
  input,
  policy: anybody,
  async handle({ tx, input: { clinic, mine } }) {
    const { id, audience } = await clinicByCode(tx, clinic);
    const today = await todayOf(tx);
    const ages = AGES.filter((one) => audience === 'both' || audience === one);
    const admissions: { readonly ages: Ages; readonly admission: Admission }[] = [];
    for (const one of ages) {
      const facts = await admissionsOn(tx, today, one, [id]);
      const isMine = mine[one] === clinic;
      admissions.push({ ages: one, admission: admissionOf(facts.get(id), { today, isMine }) });
    }
    return { admissions, rule: ruleOn(regionIn(tx).split('-')[0]!, today) };
  },
});
