import { defineCommand, hasRole, newId } from '@otklik/kernel';
import { auditMove } from '../audit-move.ts';
import { handIn } from '../hand-in.ts';
import { keepPhotos } from '../photos.ts';
import { handInAnswer as input, wholeAnswer } from '../schema-signing.ts';
import { maySign } from '../signing.ts';
import { replaceDrafts } from '../store/drafts.ts';

/**
 * Whoever signs for the clinic writes, signs and hands in an answer at once: the reply clock stops here, the
 * moderator's begins. A version that waited inside the clinic is replaced by it.
 */
export const handInAnswer = defineCommand({
  name: 'cases.hand-in-answer',
  input,
  policy: maySign,
  limits: [{ per: 'principal', count_max: 300, window_s: 3600 }],
  // Photos are decoded and stored before the transaction: it may not wait for pictures. Whoever is no
  // executor at all is refused by the policy, and may not fill the storage on the way there.
  prepare: async ({ app, actor, input: { photos } }) =>
    hasRole(actor, 'executor') || hasRole(actor, 'head')
      ? keepPhotos(app, actor.region, photos)
      : [],
  async handle({ tx, actor, subject, prepared, input: answer }) {
    await replaceDrafts(tx, subject.row.id);
    const id = newId(tx.now.getTime());
    return handIn(tx, actor, subject, { ...answer, ...wholeAnswer(answer), id }, prepared);
  },
  audit: auditMove,
});
