import { photosOf, readCase, type CaseRow } from '@otklik/cases';
import { defineQuery, type Context, type Tx } from '@otklik/kernel';
import { clinicById, districtName } from '@otklik/registry';
import type { z } from 'zod';
import { mayStillJudge, moderator } from '../policy.ts';
import { wordsOfSample } from '../sample-words.ts';
import { CHOICES, getSample as input } from '../schema.ts';
import { decisionAt, type DecisionRow } from '../store/decisions.ts';
import { countWaiting, heldBy, sampleById, type SampleRow } from '../store/samples.ts';

/** Only these are drawn. */
const kindOf = ({ kind }: Pick<DecisionRow, 'kind'>): keyof typeof CHOICES =>
  kind === 'answer' || kind === 'note' ? kind : 'message';

/** What is judged, without anything that tells the case: no number, state, decision, person or moment. */
async function blind(tx: Tx, row: CaseRow, sample: SampleRow, first: DecisionRow) {
  const words = await wordsOfSample(tx, row, first);
  const clinic = await clinicById(tx, row.clinic_id);
  const photos = words ? await photosOf(tx, { caseId: row.id }) : [];
  return {
    sampleId: sample.id,
    kind: kindOf(first),
    topic: { ru: row.subject_ru, en: row.subject_en },
    district: await districtName(tx, clinic),
    audience: clinic.audience,
    flags: first.flags,
    /** Null once they are erased or changed: then another sample is taken. */
    text: words?.text ?? null,
    beside: words?.beside ?? null,
    photos: photos
      .filter(({ side, answer_id }) => {
        if (first.kind === 'note') return false;
        return first.kind === 'answer' ? answer_id === words?.answerId : side === 'author';
      })
      .map(({ id, width_px, height_px }) => ({ id, width_px, height_px })),
    choices: CHOICES[kindOf(first)],
  };
}

/**
 * The sample that a moderator holds, as blind as it is judged; or one that they have judged, with both decisions.
 * And how many more they could take.
 */
export const getSample = defineQuery({
  name: 'moderation-watch.get-sample',
  input,
  async policy({ tx, actor, input: { sampleId } }: Context<z.output<typeof input>>) {
    const { personId, grants } = moderator({ actor });
    const found = sampleId ? await sampleById(tx, sampleId) : await heldBy(tx, personId);
    const isOwn = sampleId === undefined || found?.judged_by === personId;
    const sample = isOwn ? found : undefined;
    const row = sample && (await readCase(tx, { id: sample.case_id }));
    const isGone =
      sample?.state === 'waiting' &&
      row &&
      !(await mayStillJudge(tx, personId, grants, sample, row));
    return isGone
      ? { personId, grants, sample: undefined, row: undefined }
      : { personId, grants, sample, row };
  },
  async handle({ tx, subject: { personId, grants, sample, row } }) {
    const waiting = await countWaiting(tx, personId, grants);
    if (!sample || !row) return { waiting, held: null, judged: null };
    const first = await decisionAt(tx, sample.case_id, sample.seq);
    if (sample.state === 'waiting')
      return { waiting, held: await blind(tx, row, sample, first), judged: null };
    return {
      waiting,
      held: null,
      judged: {
        kind: first.kind,
        agrees: sample.agrees === true,
        first: { decision: first.decision, reason: first.reason_code },
        second: { decision: sample.decision ?? '', reason: sample.reason_code },
        cutsShared: sample.cuts_shared,
      },
    };
  },
  audit: ({ subject: { row } }) => (row ? { object: row.id } : null),
});
