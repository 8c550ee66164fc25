import { AppError, defineCommand } from '@otklik/kernel';
import { mayMove, moveCase } from '@otklik/cases';
import { clinicById } from '@otklik/registry';
import { routeOf } from '../routing.ts';
import { changeTopic as input } from '../schema-lanes.ts';
import { setTopic } from '../store/complaints.ts';
import { currentTopic } from '../store/topics.ts';

/**
 * The right topic for what the author wrote: the reply clock keeps its start, and of the two terms the
 * one that ends first holds until the author agrees to the other.
 */
export const changeTopic = defineCommand({
  name: 'complaints.change-topic',
  input,
  policy: mayMove('change-subject'),
  async handle({ tx, actor, subject, input: { topic: code, note } }) {
    const { row } = subject;
    const topic = await currentTopic(tx, code);
    if (topic.code === row.subject_code)
      throw new AppError('unknown-reference', { what: 'topic', reason: 'the-same' });
    const { facts } = await moveCase(tx, actor, subject, 'change-subject', {
      note,
      terms: topic.terms,
      columns: {
        subject_code: topic.code,
        subject_ru: topic.shortRu,
        subject_en: topic.shortEn,
        routed_to: await routeOf(tx, topic.definition, await clinicById(tx, row.clinic_id)),
      },
    });
    await setTopic(tx, row.id, { topic_code: topic.code, topic_version: topic.version });
    return { number: row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
