import { AppError, defineCommand } from '@otklik/kernel';
import { calendarOf, clinicByCode } from '@otklik/registry';
import { moveCase } from '../move-case.ts';
import { mayMove } from '../policy.ts';
import { rerouteCase as input } from '../schema-lifecycle.ts';
import { recountChanges } from '../store/answer-changes.ts';
import { replaceDrafts } from '../store/drafts.ts';
import { auditMove } from '../audit-move.ts';

/** Another clinic answers: history and the start of the clock stay, the shorter term left holds. */
export const rerouteCase = defineCommand({
  name: 'cases.reroute-case',
  input,
  policy: mayMove('reroute'),
  async handle({ tx, actor, subject, input: { clinic: code, note } }) {
    const clinic = await clinicByCode(tx, code);
    if (clinic.id === subject.row.clinic_id)
      throw new AppError('unknown-reference', { what: 'clinic', reason: 'the-same' });
    // What one clinic prepared is not the other's to read or to sign.
    await replaceDrafts(tx, subject.row.id);
    const { facts } = await moveCase(tx, actor, subject, 'reroute', {
      note,
      publicFacts: { bodyRu: clinic.nameRu, bodyEn: clinic.nameEn ?? clinic.nameRu },
      columns: {
        clinic_id: clinic.id,
        // Whoever was to answer instead of the clinic before it is out of it now.
        routed_to: null,
        district_id: clinic.districtId,
        okrug_id: clinic.okrugId,
        organisation_id: clinic.organisationId,
        zone: clinic.zone,
      },
    });
    // What waits about an earlier answer ends where the case is now.
    const { calendar } = await calendarOf(tx, subject.row.region_id);
    await recountChanges(tx, subject.row, { calendar, zone: clinic.zone });
    return { number: subject.row.number, state: facts.state };
  },
  audit: auditMove,
});
