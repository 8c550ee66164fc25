import { AppError, defineCommand } from '@otklik/kernel';
import { regionAdministrator } from '../policy.ts';
import { importPublished as input, publishedValue } from '../schema-intake.ts';
import { regionId } from '../store/sources.ts';

const VALUES_max = 5000;

/** Takes values that were published officially, each by the method of its day; the same file again changes nothing. */
export const importPublished = defineCommand({
  name: 'access.import-published',
  input,
  policy: regionAdministrator,
  async handle({ tx, input: { values } }) {
    let told: unknown;
    try {
      told = JSON.parse(values);
    } catch {
      throw new AppError('invalid-input', { reason: 'not-json' });
    }
    const read = publishedValue.array().max(VALUES_max).safeParse(told);
    if (!read.success) throw new AppError('invalid-input', { reason: 'not-values' });
    for (const { kind: origin, value_percent, ...value } of read.data) {
      const known = { value_percent: String(value_percent), comparison: value.comparison, origin };
      const said = { ...known, source: value.source, note: value.note };
      await tx.db
        .insertInto('access_published')
        .values({
          region_id: regionId(tx),
          metric: value.metric,
          area: value.area,
          period: value.period,
          ...said,
        })
        .onConflict((on) => on.columns(['region_id', 'metric', 'area', 'period']).doUpdateSet(said))
        .execute();
    }
    return { values: read.data.length };
  },
  audit: ({ output }) => ({ object: 'access-published', after: String(output.values) }),
});
