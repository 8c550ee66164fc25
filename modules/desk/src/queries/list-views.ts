import { defineQuery } from '@otklik/kernel';
import { queueFilters } from '../model/filters.ts';
import { worker } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { viewsOf } from '../store/views.ts';

/** The reader's own views of the queues. */
export const listViews = defineQuery({
  name: 'desk.list-views',
  input,
  policy: worker,
  async handle({ tx, subject: personId }) {
    const views = await viewsOf(tx, personId);
    return views.flatMap(({ id, name, queue, filters, is_default }) => {
      // What an earlier version kept and this one does not know is left out rather than half applied.
      const known = queueFilters.safeParse(filters);
      return known.success
        ? [{ viewId: id, name, queue, filters: known.data, isDefault: is_default }]
        : [];
    });
  },
});
