import { defineQuery, type Context, type Tx } from '@otklik/kernel';
import { hasStaff, previewClocks, regionId, workingHours } from '@otklik/cases';
import {
  calendarOf,
  clinicsOf,
  instantIn,
  organisationNames,
  zoneOfRegion,
} from '@otklik/registry';
import type { z } from 'zod';
import { termsOf } from '../commands/save-topic.ts';
import type { TopicDefinition } from '../model/topic.ts';
import { organisationFor } from '../routing.ts';
import { judgeDefinition } from '../model/judge-topic.ts';
import { mayImportTopics } from '../policy.ts';
import { previewTopicInput } from '../topic-schema.ts';

/** Who would answer, clinic by clinic of the region, counted by organisation. */
async function previewRoute(tx: Tx, definition: TopicDefinition) {
  const clinics = await clinicsOf(tx);
  const counts = new Map<string | null, number>();
  for (const clinic of clinics) {
    const id = organisationFor(definition, clinic);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const ids = [...counts.keys()].filter((id) => id !== null);
  const names = await organisationNames(tx, ids);
  const organisations = [];
  for (const id of ids)
    organisations.push({
      id,
      /** Null for a code that names no organisation of the region. */
      name: names.get(id) ?? null,
      clinics_count: counts.get(id)!,
      /** Without somebody to answer there, the clinic answers. */
      staffed: names.has(id) && (await hasStaff(tx, id)),
    });
  return { routing: definition.routing, clinics_count: counts.get(null) ?? 0, organisations };
}

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
      route: await previewRoute(tx, definition),
      zone,
      fields: definition.fields,
      clocks: clocks.map(({ stage, term, isHouseTerm, dueAt, dueDate, derivation }) => ({
        stage,
        isHouseTerm,
        amount: term.amount,
        unit: term.unit,
        hours: workingHours(term),
        dueAt,
        dueDate,
        skipped: derivation.skipped,
        extraWorking: derivation.extraWorking,
        missingYear: derivation.missingYear ?? null,
      })),
    };
  },
});
