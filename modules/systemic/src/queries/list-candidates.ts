import { alikeAmong } from '@otklik/complaints';
import { defineQuery } from '@otklik/kernel';
import { clinicByCode, clinicPlaces } from '@otklik/registry';
import { director } from '../policy.ts';
import { listCandidates as input } from '../schema.ts';
import { candidates, livingFor } from '../store/candidates.ts';

/**
 * Clinics about which three and more messages of one category were published within 90 days, within reach: with
 * the messages, how many of the others each is like, the norms that they say are broken, and the systemic case that
 * lives for them already.
 */
export const listCandidates = defineQuery({
  name: 'systemic.list-candidates',
  input,
  policy: director,
  async handle({ tx, subject: grants, input: { clinic } }) {
    const clinicId = clinic ? (await clinicByCode(tx, clinic)).id : null;
    const groups = await candidates(tx, grants, clinicId);
    const clinics = await clinicPlaces(tx, [...new Set(groups.map((one) => one.clinicId))]);
    const living = await livingFor(tx, groups);
    const found = [];
    for (const { clinicId: at, cases, ...group } of groups) {
      const { code, nameRu, nameEn, address } = clinics.get(at)!;
      const alike = await alikeAmong(
        tx,
        cases.map(({ id }) => id),
      );
      found.push({
        ...group,
        // Branches share a name.
        clinic: { code, nameRu, nameEn, address },
        /** The one that they may join, in the version that is seen; null where one would be opened. */
        living: living.get(`${at}/${group.cause}`) ?? null,
        cases: cases
          .map(({ id, ...one }) => ({ ...one, alike: alike.get(id) ?? 0 }))
          .toSorted((a, b) => b.alike - a.alike),
      });
    }
    return found;
  },
});
