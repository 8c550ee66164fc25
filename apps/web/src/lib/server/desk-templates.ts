import { localizePath, m } from '@otklik/i18n';
import { fail, redirect, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import { refusalOf, type Refusal } from '#lib/server/account-errors.ts';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords, textIn as textOf } from '#lib/server/form-body.ts';
import { wordsForCode, type Problem } from '#lib/server/form-errors.ts';

const FIELDS = ['kind', 'clinic', 'name', 'text'] as const;
type Typed = Readonly<Record<(typeof FIELDS)[number], string>>;

export interface TemplateRefused {
  readonly problems: readonly Problem[];
  readonly typed: Typed;
}

interface Issue {
  readonly path: string;
  readonly message?: string;
}

function problemsOf({ code, data }: Refusal): Problem[] | null {
  switch (code) {
    case 'already-exists':
      return [{ field: 'name', text: m.workbench_error_template_exists() }];
    case 'changed-meanwhile':
    case 'not-found':
      return [{ text: m.workbench_error_template_changed() }];
    case 'invalid-input':
      return ((data['issues'] ?? []) as Issue[]).map(({ path, message }) => {
        if (message === 'unknown-slot')
          return { field: 'text', text: m.workbench_error_slot_unknown() };
        if (path === 'clinic')
          return { field: 'clinic', text: m.workbench_error_template_clinic() };
        if (path === 'name') return { field: 'name', text: m.workbench_error_template_name() };
        return { field: 'text', text: m.workbench_error_template_text() };
      });
    case 'too-many-requests':
    case 'over-capacity':
    case 'unavailable':
      return [{ text: wordsForCode(code, data) }];
    default:
      return null;
  }
}

const done = (what: string, locale: App.Locals['locale']): never =>
  redirect(303, `${localizePath('/desk/templates', locale)}?done=${what}`);

/** The actions of the page on which one prepared text is written. */
export const templateActions = {
  save: async ({ request, locals, url }: RequestEvent): Promise<ActionFailure<TemplateRefused>> => {
    const { form, is_cut } = await formOrWords(request);
    const typed = Object.fromEntries(FIELDS.map((name) => [name, textOf(form, name)])) as Typed;
    if (is_cut)
      return fail(413, { problems: [{ field: 'text', text: m.errors_text_too_long() }], typed });
    const templateId = textOf(form, 'templateId');
    try {
      await locals.services.desk.saveTemplate(locals.actor, {
        kind: typed.kind as 'answer',
        name: typed.name,
        text: typed.text,
        ...(templateId ? { templateId, version: textOf(form, 'version') } : {}),
        ...(typed.clinic ? { clinic: typed.clinic } : {}),
      });
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      const problems = refusal && problemsOf(refusal);
      if (!refusal || !problems) return leadFrom(url)(thrown);
      return fail(refusal.status, { problems, typed });
    }
    return done('template-saved', locals.locale);
  },
  remove: async ({ request, locals, url }: RequestEvent): Promise<never> => {
    const templateId = textOf(await request.formData(), 'templateId');
    await locals.services.desk
      .removeTemplate(locals.actor, { templateId })
      .catch((thrown: unknown) => {
        // Removed in another window before: what was wanted is so.
        if (refusalOf(thrown)?.code !== 'not-found') leadFrom(url)(thrown);
      });
    return done('template-removed', locals.locale);
  },
};
