import { hasStaff } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import type { ClinicFacts } from '@otklik/registry';
import type { TopicDefinition } from './model/topic.ts';

/** Which organisation a topic names for a clinic; null for the clinic itself, and where none is known. */
export const organisationFor = (
  { routing, route_to }: Pick<TopicDefinition, 'routing' | 'route_to'>,
  clinic: Pick<ClinicFacts, 'organisationId'>,
): string | null => {
  if (routing === 'authority') return route_to ?? clinic.organisationId;
  if (routing === 'operator' || routing === 'system-operator') return route_to ?? null;
  return null;
};

/**
 * Who answers a message on a topic about a clinic. The clinic, its authority or an operator, as the topic
 * says; an organisation that has nobody to answer leaves the case with the clinic, so that no case is without
 * an owner.
 */
export async function routeOf(
  tx: Tx,
  definition: Pick<TopicDefinition, 'routing' | 'route_to'>,
  clinic: Pick<ClinicFacts, 'organisationId'>,
): Promise<string | null> {
  const organisation = organisationFor(definition, clinic);
  return organisation !== null && (await hasStaff(tx, organisation)) ? organisation : null;
}
