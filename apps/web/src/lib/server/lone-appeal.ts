import { localizePath } from '@otklik/i18n';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { fieldLabel } from '#lib/deeds/words.ts';
import { formOrWords, textIn } from './form-body.ts';
import { refusedForm, tooLong } from './form-errors.ts';
import { appealDeeds } from './plain-deeds.ts';

/** The steps of an appeal that stands by itself: refused, a form keeps what was typed. */
export const loneAppealActions = Object.fromEntries(
  appealDeeds.map((deed) => [
    deed.name,
    async (event: RequestEvent) => {
      const number = event.params['number'] ?? '';
      const { form, is_cut } = await formOrWords(event.request);
      const values = Object.fromEntries(deed.fields.map((name) => [name, textIn(form, name)]));
      const typed = { ...values, deed: deed.name };
      if (is_cut) return tooLong(typed);
      const at = (field: string): string => `${deed.name}-${field}`;
      const problems = (deed.check?.(values) ?? []).map(({ field, text }) =>
        field === undefined ? { text } : { field: at(field), text },
      );
      if (problems.length > 0) return fail(422, { problems, typed });
      try {
        await deed.run(event, { ...values, version: '', number }, form);
      } catch (thrown) {
        const controls = Object.fromEntries(
          deed.fields.map((name) => [name, { label: fieldLabel(name), field: at(name) }]),
        );
        return refusedForm(thrown, typed, controls);
      }
      redirect(303, localizePath(`/desk/appeals/${number}?done`, event.locals.locale));
    },
  ]),
);
