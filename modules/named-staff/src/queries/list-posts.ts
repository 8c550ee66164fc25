import { AppError, defineQuery } from '@otklik/kernel';
import { clinicByCode, dayIn, postsAt } from '@otklik/registry';
import { listPosts as input } from '../schema.ts';
import { postView } from '../post-view.ts';

/**
 * Who works in a clinic today, by surname, for the form's question and for the moderator's search: at most
 * 300. Facts of the registry; tells nothing of who is named where.
 */
export const listPosts = defineQuery({
  name: 'named-staff.list-posts',
  input,
  limits: [{ per: 'origin', count_max: 1200, window_s: 3600, actors: ['visitor'] }],
  policy({ actor }) {
    if (actor.kind === 'key' || actor.kind === 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { clinic: code, q } }) {
    const clinic = await clinicByCode(tx, code);
    const posts = await postsAt(tx, clinic.id, dayIn(clinic.zone, tx.now), q ?? '');
    return posts.map(postView);
  },
});
