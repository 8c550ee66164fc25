import { defineCommand } from '@otklik/kernel';
import { mayAs } from '../policy.ts';
import { markPhoto as input } from '../schema-photos.ts';
import { markDisturbing, photoAt } from '../store/covered-photos.ts';

/** A moderator says that a photo is disturbing, or that it is not after all: marked, it stays veiled for everybody. */
export const markPhoto = defineCommand({
  name: 'cases.mark-photo',
  input,
  policy: mayAs('moderator'),
  async handle({ tx, subject: { row }, input: { photoId, disturbing } }) {
    await markDisturbing(tx, await photoAt(tx, { caseId: row.id }, photoId), disturbing);
    return { number: row.number, photoId, disturbing };
  },
  audit: ({ subject, output: { photoId, disturbing } }) => ({
    object: subject.row.id,
    after: `photo:${photoId}:${disturbing ? 'disturbing' : 'plain'}`,
  }),
});
