import { defineQuery } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { z } from 'zod';
import { dutyIn } from '../duty.ts';
import { mayEditLanes } from '../policy.ts';
import { lanesOf, lanesVersions } from '../store/lanes.ts';

/** The lanes of danger and appeals as the desk edits them: what holds, what is planned, what was. */
export const listLanes = defineQuery({
  name: 'complaints.list-lanes',
  input: z.strictObject({}),
  policy: ({ actor }) => mayEditLanes({ actor }),
  async handle({ tx }) {
    const current = await lanesOf(tx);
    const versions = [];
    for (const row of await lanesVersions(tx)) {
      const duty = row.duty_contact_id && (await addressOf(tx, row.duty_contact_id));
      versions.push({
        version: row.version,
        state:
          row.valid_from > tx.now
            ? ('planned' as const)
            : row.version === current.version
              ? ('in-force' as const)
              : ('over' as const),
        validFrom: row.valid_from,
        changedBy: row.changed_by,
        changedAt: row.changed_at,
        note: row.note,
        dutyEmail: duty ? duty.email : null,
        emergency: row.emergency,
        appeals: {
          open: row.appeals_open,
          url: row.appeals_url,
          body: row.appeals_body,
          ...row.appeals_terms,
        },
      });
    }
    const held = versions.find((one) => one.state === 'in-force');
    return {
      /** The version that the next one follows. */
      last: versions[0]?.version ?? 0,
      shown: held ?? {
        version: 0,
        dutyEmail: null,
        emergency: current.emergency,
        appeals: {
          open: current.appeals_open,
          url: current.appeals_url,
          body: current.appeals_body,
          ...current.appeals_terms,
        },
      },
      versions,
      /** Whom a report of danger reaches today. */
      duty: await dutyIn(tx),
    };
  },
  // Whom the duty letters go to is a person's address: each look leaves a trace.
  audit: () => ({ object: 'lanes' }),
});
