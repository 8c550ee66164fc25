import type { CaseRow } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import type { ClinicFacts } from '@otklik/registry';
import { breachOf } from './breach-of.ts';
import { carryFacts, wereAsked } from './model/carry-facts.ts';
import { happenedOn, localTime, type Facts } from './model/facts.ts';
import { objectsFor } from './model/judge-form.ts';
import type { Topic } from './model/topic.ts';
import type { ComplaintRow } from './store/complaints.ts';
import { topicVersion } from './store/topics.ts';

/** The topic whose questions the author answered: the one a message was written under. */
export const askedTopic = (tx: Tx, complaint: ComplaintRow): Promise<Topic> =>
  topicVersion(
    tx,
    complaint.asked_code ?? complaint.topic_code,
    complaint.asked_version ?? complaint.topic_version,
  );

/** Of the clinic's objects the one a message is about stays only where the topic is about such objects. */
function objectUnder(topic: Topic, clinic: ClinicFacts, objectId: string | null): string | null {
  const fit = objectsFor(clinic, topic);
  if (fit.some(({ id }) => id === objectId)) return objectId;
  return fit.length === 1 ? fit[0]!.id : null;
}

/**
 * What a complaint says under another topic, as columns. The author's answers stay as they are, with the topic
 * that asked them; the limit is judged anew, from answers that mean the same in both, or not at all.
 */
export async function retopic(
  tx: Tx,
  row: CaseRow,
  complaint: ComplaintRow,
  topic: Topic,
  clinic: ClinicFacts,
) {
  const asked = await askedTopic(tx, complaint);
  const place = { table: 'complaints', column: 'facts_sealed', row: row.id };
  const sealed = complaint.facts_sealed;
  const told = sealed && (await tx.vault.open(row.data_key_id, place, sealed));
  const was = asked.definition.fields;
  const { fields, threshold } = topic.definition;
  const facts = carryFacts(told ? (JSON.parse(told) as Facts) : {}, was, fields);
  const sentAt = localTime(row.submitted_at ?? row.opened_at, clinic.zone);
  const breach = wereAsked(threshold, was, fields)
    ? await breachOf(tx, topic, facts, clinic, sentAt)
    : null;
  const isBack = topic.code === asked.code && topic.version === asked.version;
  return {
    topic_code: topic.code,
    topic_version: topic.version,
    asked_code: isBack ? null : asked.code,
    asked_version: isBack ? null : asked.version,
    object_id: objectUnder(topic, clinic, complaint.object_id),
    happened_on: happenedOn(topic, facts) ?? complaint.happened_on,
    breach: breach ? JSON.stringify(breach) : null,
  };
}
