import { json } from '@otklik/db';
import type { Tx } from '@otklik/kernel';
import type { z } from 'zod';
import { surveyRules, type SurveyRules } from '../model/rules.ts';
import { regionIn } from './tables.ts';

/** The region's rules on a day (`YYYY-MM-DD`); where it has none, those of the schema. */
export async function rulesOn(tx: Tx, day: string): Promise<SurveyRules> {
  const row = await tx.db
    .selectFrom('survey_rules')
    .select('rules')
    .where('region_id', '=', regionIn(tx))
    .where('valid_from', '<=', day)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>=', day)]))
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst();
  return surveyRules.parse(row?.rules ?? {});
}

/** Rules of a span of days; what is left out of them is as the schema has it. */
export async function putRules(
  tx: Tx,
  {
    from,
    to,
    rules,
  }: {
    readonly from: string;
    readonly to: string | null;
    readonly rules: z.input<typeof surveyRules>;
  },
): Promise<void> {
  surveyRules.parse(rules);
  await tx.db
    .insertInto('survey_rules')
    .values({ region_id: regionIn(tx), valid_from: from, valid_to: to, rules: json(rules) })
    .execute();
}
