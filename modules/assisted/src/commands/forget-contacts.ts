import { regionId } from '@otklik/cases';
import { defineCommand } from '@otklik/kernel';
import { cutOff, onlyRetention, sweepInput } from '@otklik/retention';
import { sql } from 'kysely';
import '../store/tables.ts';

const BATCH_rows = 500;

/** Nobody is called about a case that closed long enough ago: the contact goes. @returns counts */
export const forgetContacts = defineCommand({
  name: 'assisted.forget-contacts',
  input: sweepInput,
  policy: onlyRetention,
  async handle({ tx }) {
    const before = await cutOff(tx, 'assisted-contacts');
    const { rows } = await sql<{ case_id: string }>`
      update case_assistance help set contact_sealed = null
      from (select a.case_id from case_assistance a
          join cases c on c.region_id = a.region_id and c.id = a.case_id
        where a.region_id = ${regionId(tx)} and a.contact_sealed is not null and c.closed_at < ${before}
        limit ${BATCH_rows}) due
      where help.region_id = ${regionId(tx)} and help.case_id = due.case_id
      returning help.case_id`.execute(tx.db);
    return { removed: rows.length, held: 0, more: rows.length === BATCH_rows };
  },
  audit: ({ output }) => ({ object: 'assisted-contacts', after: String(output.removed) }),
});
