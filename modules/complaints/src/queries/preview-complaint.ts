import { defineQuery } from '@otklik/kernel';
import { previewCase } from '@otklik/cases';
import { districtName } from '@otklik/registry';
import { breachOf } from '../breach-of.ts';
import { mayFile } from '../commands/file-complaint.ts';
import { complaintView } from '../complaint-view.ts';
import { happenedOn } from '../model/facts.ts';
import { fileComplaint as input } from '../schema.ts';
import { draftHash } from '../store/drafts.ts';

/**
 * The public page of a complaint that is not sent yet, exactly as it would stand, were it published this
 * minute without cuts. Keeps nothing; a form that could not be sent is refused as by `file-complaint`.
 */
export const previewComplaint = defineQuery({
  name: 'complaints.preview-complaint',
  input,
  limits: [{ per: 'origin', count_max: 1200, window_s: 3600, actors: ['visitor'] }],
  policy: (context) => mayFile(context),
  async handle({ tx, actor, subject: { clinic, topic, facts, nowLocal, objectId }, input: filed }) {
    const view = await previewCase(
      tx,
      {
        kind: 'complaint',
        pathPrefix: '/complaints',
        state: actor.kind === 'person' ? 'submitted' : 'draft',
        subject: { code: topic.code, ru: topic.shortRu, en: topic.shortEn },
        clinic,
        terms: topic.terms,
      },
      filed.draft ? { draftHash: draftHash(filed.draft) } : null,
    );
    const about = {
      happenedOn: happenedOn(topic, facts),
      breach: await breachOf(tx, topic, facts, clinic, nowLocal),
      objectId,
      district: await districtName(tx, clinic),
    };
    const words = { story: filed.story, original: null, private: null, facts: null };
    return { ...complaintView(view, clinic, topic, about, words), takeDowns: [] };
  },
});
