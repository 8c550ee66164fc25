import { defineQuery } from '@otklik/kernel';
import { dangerIn, personalIn, previewCase } from '@otklik/cases';
import { districtName } from '@otklik/registry';
import { complaintView } from '../complaint-view.ts';
import { judgeMended, mayLookAtMended, ownPhotos } from '../mend.ts';
import { freeWords } from '../model/facts.ts';
import { objectsFor } from '../model/judge-form.ts';
import { previewMended as input } from '../schema-mend.ts';

/**
 * A message that a moderator sent back, as its author would have it now: what still stands in its way, what in
 * it is likely personal data or sounds like danger, and the public page exactly as it would stand, were it
 * published this minute without cuts. Keeps nothing.
 */
export const previewMended = defineQuery({
  name: 'complaints.preview-mended',
  input,
  limits: [{ per: 'principal', count_max: 600, window_s: 3600 }],
  policy: mayLookAtMended,
  async handle({ tx, subject: row, input: asked }) {
    const mended = await judgeMended(tx, row, asked);
    const { clinic, topic, facts, story, issues } = mended;
    const photos = await ownPhotos(tx, row.id);
    const view =
      issues.length === 0
        ? await previewCase(
            tx,
            {
              kind: row.kind,
              pathPrefix: '/complaints',
              state: 'submitted',
              subject: { code: topic.code, ru: topic.shortRu, en: topic.shortEn },
              clinic,
              terms: mended.isOther ? topic.terms : row.terms,
            },
            { caseId: row.id },
          )
        : null;
    const { objectId, happenedOn, breach } = mended;
    const about = {
      happenedOn,
      breach,
      objectId,
      district: await districtName(tx, clinic),
      asked: topic.definition.fields,
    };
    const words = { story, original: null, private: null, facts: null };
    const { number, path, opened_at: openedAt } = row;
    return {
      number,
      version: row.version,
      zone: row.zone,
      clinic: { nameRu: clinic.nameRu, nameEn: clinic.nameEn },
      topic: {
        code: topic.code,
        ru: topic.shortRu,
        en: topic.shortEn,
        fields: topic.definition.fields,
        threshold: topic.definition.threshold,
      },
      /** Of these the author says which, where there are several. */
      objects: objectsFor(clinic, topic),
      content: { story, private: mended.private, facts, objectId },
      photos: photos.map(({ id, width_px, height_px }) => ({ id, width_px, height_px })),
      issues,
      breach,
      personal: personalIn(story),
      danger: dangerIn(story, mended.private, ...freeWords(facts)).length > 0,
      preview: view && {
        ...complaintView({ ...view, number, path, openedAt }, clinic, topic, about, words),
        takeDowns: [],
      },
    };
  },
});
