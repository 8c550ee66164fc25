import { defineQuery, type Context } from '@otklik/kernel';
import { previewClocks, regionId } from '@otklik/cases';
import { calendarOf, instantIn, zoneOfRegion } from '@otklik/registry';
import type { z } from 'zod';
import { termsOf } from '../commands/save-topic.ts';
import { judgeDefinition } from '../model/judge-topic.ts';
import { mayImportTopics } from '../policy.ts';
import { previewTopicInput } from '../topic-schema.ts';

/** The form that a topic would show and the deadlines it would give, before anything is saved. */
export const previewTopic = defineQuery({
  name: 'complaints.preview-topic',
  input: previewTopicInput,
  policy: ({ actor }: Context<z.output<typeof previewTopicInput>>) => mayImportTopics({ actor }),
  async handle({ tx, input: { definition, terms, startAt } }) {
    judgeDefinition(definition);
    const zone = await zoneOfRegion(tx);
    const { calendar } = await calendarOf(tx, regionId(tx));
    const typed = termsOf(terms, `topic ${definition.code}`);
    const clocks = previewClocks(typed, instantIn(zone, startAt), { calendar, zone });
    return {
      zone,
      fields: definition.fields,
      clocks: clocks.map(({ stage, term, isHouseTerm, dueAt, dueDate, derivation }) => ({
        stage,
        isHouseTerm,
        amount: term.amount,
        unit: term.unit,
        dueAt,
        dueDate,
        skipped: derivation.skipped,
        extraWorking: derivation.extraWorking,
        missingYear: derivation.missingYear ?? null,
      })),
    };
  },
});
