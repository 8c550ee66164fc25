import { error } from '@sveltejs/kit';
import { heldIn, leadFrom, placeIn } from '#lib/server/desk.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { actor, services } = locals;
  const { queues } = await parent();
  const count = queues.find(({ queue }) => queue === params.queue);
  // A queue that this person does not work is to them as if it were not there.
  if (!count) error(404, 'not-found');
  const place = placeIn(url);
  const held = heldIn(url);
  const list = await services.desk
    .findInQueue(actor, { queue: count.queue, limit: 50, ...place, ...held })
    .catch(leadFrom(url));
  return {
    ...list,
    count,
    place: { ...place, ...held },
    ...held,
    done: url.searchParams.get('done'),
  };
};
