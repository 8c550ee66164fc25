import { m } from '@otklik/i18n';
import { change, loadVersion } from '#lib/server/survey-forms.ts';
import { formPath, itemPath } from '#lib/surveys/forms/paths.ts';
import type { Actions, PageServerLoad } from './$types';

/** A version as an outline: its items in their order, moved by buttons, each edited on a page of its own. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  return {
    version: await loadVersion(event, event.params),
    done: event.url.searchParams.has('done'),
  };
};

const placeOf = (typed: Record<string, string>) => ({
  into: typed['into'] ? typed['into'] : null,
  at: typed['at'] ?? '0',
});

export const actions: Actions = {
  title: (event) =>
    change(
      event,
      event.params,
      ({ title = '', description }) => ({
        kind: 'put-title',
        title,
        description: description?.trim() ? description : null,
      }),
      undefined,
      { 'change.title': { label: m.survey_forms_field_title(), field: 'title' } },
    ),
  add: (event) =>
    change(
      event,
      event.params,
      (typed) => ({
        kind: 'add-item',
        linkId: typed['linkId'] ?? '',
        type: typed['type'],
        text: typed['text'] ?? '',
        into: typed['into'] ? typed['into'] : null,
        // The last of its list.
        at: 300,
      }),
      ({ linkId = '' }) => itemPath(event.params.form, event.params.version, linkId),
      {
        'change.linkId': { label: m.survey_forms_field_link_id(), field: 'linkId' },
        'change.text': { label: m.survey_forms_field_text(), field: 'text' },
        'change.type': { label: m.survey_forms_field_type(), kind: 'choice', field: 'type' },
      },
    ),
  move: (event) =>
    change(
      event,
      event.params,
      (typed) => ({ kind: 'move-item', linkId: typed['linkId'] ?? '', ...placeOf(typed) }),
      ({ linkId = '' }) =>
        formPath(
          event.params.form,
          event.params.version,
          `?done#item-${encodeURIComponent(linkId)}`,
        ),
    ),
};
