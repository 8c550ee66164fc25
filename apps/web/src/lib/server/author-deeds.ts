import { localizePath } from '@otklik/i18n';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { AUTHOR_DEEDS } from '#lib/deeds/specs.ts';
import { fieldLabel } from '#lib/deeds/words.ts';
import { soundsUnsafe, unsafe } from '#lib/server/danger-words.ts';
import { formOrWords, keyIn, textIn } from '#lib/server/form-body.ts';
import { refusedForm, tooLong } from '#lib/server/form-errors.ts';
import { AUTHOR_VERBS, missingIn } from '#lib/server/plain-deeds.ts';

/** The author's own steps on the page of a case: refused, a form keeps what was typed. */
export const authorActions = Object.fromEntries(
  AUTHOR_DEEDS.map((spec) => [
    spec.name,
    async (event: RequestEvent) => {
      const { form, is_cut } = await formOrWords(event.request);
      const text = (name: string): string => textIn(form, name);
      const values = Object.fromEntries(spec.fields.map(({ name }) => [name, text(name)]));
      const typed = { ...values, deed: spec.name };
      if (is_cut) return tooLong(typed);
      const number = event.params['number'] ?? '';
      const problems = missingIn(spec, values).map(({ field, text: words }) => ({
        field: `${spec.name}-${field}`,
        text: words,
      }));
      if (problems.length > 0) return fail(422, { problems, typed });
      const controls = Object.fromEntries(
        spec.fields.map(({ name }) => [
          name,
          { label: fieldLabel(name), field: `${spec.name}-${name}` },
        ]),
      );
      try {
        // Whoever raises the alarm has the numbers above the form.
        if (!spec.danger && (await soundsUnsafe(event.locals, form, ...Object.values(values))))
          return unsafe(typed);
        const input = { number, version: text('version'), ...values };
        await AUTHOR_VERBS[spec.name]!(event, input, form, keyIn(form));
      } catch (thrown) {
        return refusedForm(thrown, typed, controls);
      }
      redirect(303, localizePath(`/complaints/${number}?done=deed`, event.locals.locale));
    },
  ]),
);
