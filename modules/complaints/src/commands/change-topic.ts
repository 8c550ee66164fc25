import { AppError, defineCommand } from '@otklik/kernel';
import { mayMove, moveCase } from '@otklik/cases';
import { clinicById } from '@otklik/registry';
import { retopic } from '../retopic.ts';
import { routeOf } from '../routing.ts';
import { changeTopic as input } from '../schema-lanes.ts';
import { complaintOf, setTopic } from '../store/complaints.ts';
import { currentTopic } from '../store/topics.ts';

/**
 * The right topic for what the author wrote: the reply clock keeps its start, and of the two terms the
 * one that ends first holds until the author agrees to the other. What the page said of the former topic's
 * limit goes: the limit is judged anew.
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
    const clinic = await clinicById(tx, row.clinic_id);
    const complaint = await complaintOf(tx, row.id);
    const { facts } = await moveCase(tx, actor, subject, 'change-subject', {
      note,
      terms: topic.terms,
      columns: {
        subject_code: topic.code,
        subject_ru: topic.shortRu,
        subject_en: topic.shortEn,
        routed_to: await routeOf(tx, topic.definition, clinic),
      },
    });
    await setTopic(tx, row.id, await retopic(tx, row, complaint, topic, clinic));
    return { number: row.number, state: facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
