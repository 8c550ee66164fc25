import { defineQuery } from '@otklik/kernel';
import { authorOrClinic } from '../policy.ts';
import { onCase as input } from '../schema.ts';
import { contactMovedAt, contactOpenSince, openContactOf } from '../store/contacts.ts';
import { reportsOf } from '../store/reports.ts';

/**
 * What the page of a case shows: to its author the open contact and what became of reports of pressure; to
 * the clinic only whether a contact is open, which it reads by a question of its own.
 */
export const getSafeguards = defineQuery({
  name: 'safeguards.get-safeguards',
  input,
  policy: authorOrClinic,
  async handle({ tx, subject: { row, eye } }) {
    const own = eye === 'author';
    const reports = own ? await reportsOf(tx, row.id) : [];
    return {
      eye,
      openSince: row.erased_at === null ? await contactOpenSince(tx, row.id) : null,
      /** When it was closed because somebody else answers now: the author may open it anew. */
      movedAt: own ? await contactMovedAt(tx, row.id) : null,
      contact: own ? await openContactOf(tx, row) : null,
      reports: reports.map((report) => ({
        reportedAt: report.reported_at,
        settledAt: report.settled_at,
      })),
    };
  },
});
