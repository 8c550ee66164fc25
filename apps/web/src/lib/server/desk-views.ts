import { m } from '@otklik/i18n';
import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { refusalOf, type Refusal } from '#lib/server/account-errors.ts';
import { asQuestion, filtersIn } from '#lib/server/desk-filters.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { textIn as typedIn } from '#lib/server/form-body.ts';

export interface ViewRefused {
  readonly problem: string;
  readonly name: string;
}

function wordsFor({ code, data }: Refusal): string | null {
  if (code === 'already-exists') return m.workbench_views_error_name();
  if (code !== 'invalid-input') return null;
  return data['reason'] === 'too-many-views'
    ? m.workbench_views_error_many()
    : m.workbench_views_error_empty();
}

type Made = { readonly stepId?: string; readonly viewId: string };

/** The same page again: which view it shows, what was done, and the way to take it back. */
function back(url: URL, done: string, made: Made, view: string | null): never {
  const query = new URLSearchParams(
    [...url.searchParams].filter(([name]) => !name.startsWith('/')),
  );
  for (const name of ['undo', 'view', 'cursor', 'before']) query.delete(name);
  query.set('view', view ?? 'none');
  query.set('done', done);
  if (made.stepId) query.set('undo', made.stepId);
  redirect(303, `${url.pathname}?${query}`);
}

const viewAction =
  (
    done: string,
    run: (event: RequestEvent, form: FormData) => Promise<Made>,
    shows: (made: Made) => string | null,
  ) =>
  async (event: RequestEvent): Promise<ActionFailure<ViewRefused>> => {
    const form = await event.request.formData();
    let made: Made;
    try {
      made = await run(event, form);
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      const problem = refusal && wordsFor(refusal);
      if (!refusal || !problem) return leadFrom(event.url)(thrown);
      return fail(refusal.status, { problem, name: typedIn(form, 'name') });
    }
    return back(event.url, done, made, shows(made));
  };

/** The actions of a queue's page: all of them about one's own views. */
export const viewActions = {
  'save-view': viewAction(
    'view-saved',
    ({ locals, url, params }, form) =>
      locals.services.desk.saveView(locals.actor, {
        name: typedIn(form, 'name'),
        queue: params['queue'] as never,
        filters: asQuestion(filtersIn(url)),
        isDefault: form.get('isDefault') === 'yes',
      }),
    ({ viewId }) => viewId,
  ),
  'delete-view': viewAction(
    'view-deleted',
    ({ locals }, form) =>
      locals.services.desk.deleteView(locals.actor, { viewId: typedIn(form, 'viewId') }),
    () => null,
  ),
  'set-default-view': viewAction(
    'view-changed',
    ({ locals }, form) =>
      locals.services.desk.setDefaultView(locals.actor, {
        viewId: typedIn(form, 'viewId'),
        isDefault: form.get('isDefault') === 'yes',
      }),
    ({ viewId }) => viewId,
  ),
};
