import { defineCommand } from '@otklik/kernel';
import { OWN_STAGES, STAGES, type StageTerm, type Terms } from '@otklik/cases';
import { z } from 'zod';
import { topicDefinition } from '../model/topic.ts';
import { mayImportTopics } from '../policy.ts';
import { termSchedule } from '../topic-schema.ts';
import { putTopic } from '../store/topics.ts';

const stage = z.object({
  stage: z.enum(STAGES),
  amount: z.number().int().min(1).max(1000),
  unit: z.enum(['minutes', 'hours', 'working-days', 'calendar-days']),
  roll: z.enum(['none', 'next', 'previous']).optional(),
  schedule: termSchedule.optional(),
});

/** The bundled file's shape (`otklik-topics/1`); rows are judged one by one. */
const input = z.object({
  categories: z.array(z.object({ code: z.string(), ru: z.string(), en: z.string() })).max(100),
  clocks: z.record(z.string(), z.object({ stages: z.array(stage) })),
  topics: z.array(z.unknown()).max(1000),
});
type In = z.output<typeof input>;

function termsOf(clocks: In['clocks'], name: string, rule: string): Terms | null {
  const stages = clocks[name]?.stages;
  if (!stages || OWN_STAGES.some((wanted) => !stages.some((s) => s.stage === wanted))) return null;
  return Object.fromEntries(
    stages.map(({ stage: key, amount, unit, roll, schedule }): [string, StageTerm] => [
      key,
      { amount, unit, ...(roll ? { roll } : {}), ...(schedule ? { schedule } : {}), rule },
    ]),
  ) as Terms;
}

/** Brings topics into the region's registry. Bad rows are told by their place and code, the rest goes in. */
export const importTopics = defineCommand({
  name: 'complaints.import-topics',
  input,
  policy: mayImportTopics,
  async handle({ tx, input: { categories, clocks, topics } }) {
    const report = {
      added: 0,
      changed: 0,
      unchanged: 0,
      bad: [] as { row: number; code: string }[],
    };
    for (const [index, raw] of topics.entries()) {
      const parsed = topicDefinition.safeParse(raw);
      const category = categories.find((c) => parsed.success && c.code === parsed.data.category);
      const terms = parsed.success ? termsOf(clocks, parsed.data.clocks, '') : null;
      if (!parsed.success || !category || !terms) {
        const code = !parsed.success
          ? 'row-invalid'
          : category
            ? 'clocks-unknown'
            : 'category-unknown';
        report.bad.push({ row: index + 1, code });
        continue;
      }
      const definition = parsed.data;
      const outcome = await putTopic(tx, {
        definition,
        category,
        terms: (version) =>
          termsOf(clocks, definition.clocks, `topic ${definition.code}/${version}`)!,
        position: index,
      });
      if (outcome === 'kept') report.bad.push({ row: index + 1, code: 'kept-desk-edit' });
      else report[outcome] += 1;
    }
    return report;
  },
  audit: ({ output }) => ({ object: 'topics', after: `${output.added}+${output.changed}` }),
});
