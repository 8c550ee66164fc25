import { AppError, defineQuery, grantsOf, type Context } from '@otklik/kernel';
import { reaches, readCase } from '@otklik/cases';
import type { z } from 'zod';
import { marksOf } from '../model/similar/marks.ts';
import { complaintTarget as input } from '../schema.ts';
import { complaintOf } from '../store/complaints.ts';
import { offered, similarCases, topicsBeside } from '../store/similar.ts';
import { topicVersion } from '../store/topics.ts';

/** For a moderator of a published case: which others of its clinic may be the same. */
export const listDuplicates = defineQuery({
  name: 'complaints.list-duplicates',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    if (actor.kind === 'visitor') throw new AppError('sign-in-required');
    const row = await readCase(tx, { number });
    const moderates = grantsOf(actor).some(
      (grant) => grant.role === 'moderator' && reaches(grant, row),
    );
    if (!moderates) throw new AppError('forbidden');
    return row;
  },
  async handle({ tx, subject: row }) {
    const complaint = await complaintOf(tx, row.id);
    if (complaint.story_public === null) return { similar: [] };
    const topic = await topicVersion(tx, complaint.topic_code, complaint.topic_version);
    const ids = await similarCases(tx, {
      marks: marksOf(complaint.story_public),
      on: complaint.happened_on,
      clinicId: row.clinic_id,
      topic: row.subject_code,
      beside: await topicsBeside(tx, row.subject_code, topic.category.code),
      except: row.id,
    });
    return { similar: await offered(tx, ids) };
  },
});
