import { AppError, defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { staffGrants } from '../policy.ts';
import { listSupportNotes as input } from '../schema-companions.ts';
import { regionId } from '../store/cases.ts';
import { reached } from '../store/lists.ts';

/** Cases with notes of supporters that wait for a moderator, the oldest case first. */
export const listSupportNotes = defineQuery({
  name: 'cases.list-support-notes',
  input,
  policy({ actor }: Context<z.output<typeof input>>) {
    const grants = staffGrants(actor).filter(({ role }) => role === 'moderator');
    if (grants.length === 0) throw new AppError('forbidden');
    return grants;
  },
  async handle({ tx, subject: grants, input: { limit } }) {
    const region = regionId(tx);
    return tx.db
      .selectFrom('cases')
      .select(['number', 'subject_ru as ru', 'subject_en as en', 'supports_count as supports'])
      .where('cases.region_id', '=', region)
      .where('cases.supports_count', '>', 0)
      .where((eb) => reached(eb, grants))
      .where('cases.id', 'in', (eb) =>
        eb
          .selectFrom('case_supports')
          .select('case_supports.case_id')
          .where('case_supports.region_id', '=', region)
          .where('case_supports.note_state', '=', 'waiting'),
      )
      .orderBy('opened_at')
      .limit(limit)
      .execute();
  },
});
