import { holdersOf } from '@otklik/accounts';
import { defineQuery, type Reach } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { dateIn } from '../model/signing.ts';
import { insideClinic } from '../policy-signing.ts';
import { listSigning as input } from '../schema-signing.ts';
import { rightsFor } from '../store/signing-rights.ts';

/** Who signs for a clinic, with dates, the ended rights too; and whom one may name. */
export const listSigning = defineQuery({
  name: 'cases.list-signing',
  input,
  policy: insideClinic,
  async handle({ tx, actor, subject: { clinic } }) {
    const reaches: Reach[] = [
      { kind: 'clinic', id: clinic.id },
      ...(clinic.organisationId
        ? [{ kind: 'organisation' as const, id: clinic.organisationId }]
        : []),
    ];
    const heads = await holdersOf(tx, 'head', reaches.slice(0, 1));
    const people = [
      ...new Set([
        ...(await holdersOf(tx, 'executor', reaches)),
        ...(await holdersOf(tx, 'head', reaches)),
      ]),
    ];
    const emailOf = async (id: string) => (await addressOf(tx, id))?.email ?? null;
    const today = dateIn(clinic.zone, tx.now);
    const rights = [];
    for (const right of await rightsFor(tx, clinic.id, { all: true }))
      rights.push({
        id: right.id,
        kind: right.kind,
        email: await emailOf(right.person_id),
        personName: right.person_name,
        personPost: right.person_post,
        forName: right.for_name,
        forPost: right.for_post,
        fromDate: right.from_date,
        toDate: right.to_date,
        state:
          right.ended_at !== null || (right.to_date !== null && right.to_date < today)
            ? ('over' as const)
            : right.from_date > today
              ? ('ahead' as const)
              : ('living' as const),
      });
    const colleagues = [];
    for (const personId of people)
      if (actor.kind !== 'person' || personId !== actor.personId)
        colleagues.push({ personId, email: await emailOf(personId) });
    return {
      clinic: { code: clinic.code, nameRu: clinic.nameRu, nameEn: clinic.nameEn },
      today,
      hasHead: heads.length > 0,
      rights,
      colleagues,
    };
  },
  audit: ({ subject }) => ({ object: subject.clinic.id }),
});
