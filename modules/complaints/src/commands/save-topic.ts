import { AppError, defineCommand, principalOf, type Context } from '@otklik/kernel';
import type { StageTerm, Terms } from '@otklik/cases';
import { dayIn, instantIn, zoneOfRegion } from '@otklik/registry';
import type { z } from 'zod';
import { mayImportTopics } from '../policy.ts';
import { judgeDefinition } from '../model/judge-topic.ts';
import { saveTopicInput, type TypedTerms } from '../topic-schema.ts';
import { insertTopicVersion, lockTopic } from '../store/topic-versions.ts';

/** Terms as cases keep them: each names the topic and version that set it. */
export const termsOf = (typed: TypedTerms, rule: string): Terms =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([stage, term]): [string, StageTerm][] =>
      term === undefined
        ? []
        : [
            [
              stage,
              {
                amount: term.amount,
                unit: term.unit,
                ...(term.unit === 'calendar-days' ? { roll: term.roll ?? 'next' } : {}),
                ...(term.unit === 'minutes' || term.unit === 'hours'
                  ? { schedule: term.schedule ?? ('round-the-clock' as const) }
                  : {}),
                rule,
              },
            ],
          ],
    ),
  ) as Terms;

/**
 * Makes a topic or its next version, in force at once or from a day to come. No deploy: the next form
 * shows it. Cases keep the version and the terms they were opened with.
 */
export const saveTopic = defineCommand({
  name: 'complaints.save-topic',
  input: saveTopicInput,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 600, window_s: 3600 }],
  policy: ({ actor }: Context<z.output<typeof saveTopicInput>>) => mayImportTopics({ actor }),
  async handle({ tx, actor, input }) {
    const { definition, category, terms, position, suspended, version: seen, note } = input;
    judgeDefinition(definition);
    const zone = await zoneOfRegion(tx);
    const today = dayIn(zone, tx.now);
    if (input.validFrom !== undefined && input.validFrom < today)
      throw new AppError('invalid-input', {
        issues: [{ path: 'validFrom', code: 'custom', message: 'in-the-past' }],
      });
    await lockTopic(tx, definition.code, seen);
    const ahead = input.validFrom !== undefined && input.validFrom > today;
    const version = await insertTopicVersion(tx, {
      definition,
      category,
      terms: termsOf(terms, `topic ${definition.code}/${seen + 1}`),
      position,
      suspendedReason: suspended?.reason ?? null,
      suspendedUntil: suspended?.until ?? null,
      validFrom: ahead ? instantIn(zone, `${input.validFrom}T00:00`) : tx.now,
      by: principalOf(actor),
      note: note || null,
    });
    return { code: definition.code, version, outcome: ahead ? 'planned' : 'in-force' } as const;
  },
  audit: ({ output }) => ({
    object: `topic:${output.code}`,
    after: `${output.version} ${output.outcome}`,
  }),
});
