import { localizePath } from '@otklik/i18n';
import { error, redirect } from '@sveltejs/kit';
import { leadFrom, placeIn } from '#lib/server/desk.ts';
import { asFilters, asQuestion, filtersIn } from '#lib/server/desk-filters.ts';
import { viewActions } from '#lib/server/desk-views.ts';
import { owedBy } from '#lib/server/systemic-owed.ts';
import type { Actions, PageServerLoad } from './$types';

const PLANS_BESIDE: readonly string[] = ['answers', 'replies'];

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { actor, services } = locals;
  const { queues } = await parent();
  const count = queues.find(({ queue }) => queue === params.queue);
  // A queue that this person does not work is to them as if it were not there.
  if (!count) error(404, 'not-found');
  const kept = await services.desk.listViews(actor, {}).catch(leadFrom(url));
  const views = kept.map(({ filters, ...view }) => ({ ...view, filters: asFilters(filters) }));
  const first = views.find((view) => view.isDefault && view.queue === count.queue);
  if (first && url.search === '') {
    const query = new URLSearchParams({ view: first.viewId, ...first.filters });
    redirect(303, `${localizePath(`/desk/queue/${count.queue}`, locals.locale)}?${query}`);
  }
  const place = placeIn(url);
  const filters = filtersIn(url);
  const [list, parts, owed] = await Promise.all([
    services.desk.findInQueue(actor, {
      ...asQuestion(filters),
      ...place,
      queue: count.queue,
      limit: 50,
    }),
    services.desk.describeQueue(actor, { queue: count.queue }),
    PLANS_BESIDE.includes(count.queue) ? owedBy(locals) : [],
  ]).catch(leadFrom(url));
  return {
    ...list,
    count,
    filters,
    place: place as Readonly<Record<string, string>>,
    parts,
    // Plans of systemic cases wait beside the answers that are checked, and beside those that are owed.
    owed,
    // A view of a queue that the person does not work any more is of no use.
    views: views.filter((view) => queues.some(({ queue }) => queue === view.queue)),
    view: url.searchParams.get('view'),
    done: url.searchParams.get('done'),
    undo: url.searchParams.get('undo'),
  };
};

export const actions: Actions = viewActions;
