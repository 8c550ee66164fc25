import { leadFrom } from '#lib/server/desk.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import { attempt, loadVersion } from '#lib/server/survey-forms.ts';
import { formPath } from '#lib/surveys/forms/paths.ts';
import type { Actions, PageServerLoad } from './$types';

type Part = 'title' | 'text' | 'prefix' | 'option';

/** Every text of a version beside its translation, gaps marked. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  event.setHeaders({ 'cache-control': 'no-store' });
  const version = await loadVersion(event, params);
  const language = url.searchParams.get('language') || 'en';
  const { words } = await locals.services.surveyForms
    .listWords(locals.actor, { form: params.form, version: params.version, language })
    .catch(leadFrom(url));
  return { version, language, words, done: url.searchParams.has('done') };
};

export const actions: Actions = {
  default: async (event) => {
    const { locals, params, url } = event;
    const form = await event.request.formData();
    const typed = typedOf(form);
    const language = typed['language'] ?? '';
    const list = (name: string): string[] => form.getAll(name).map(String);
    const texts = list('text');
    const parts = list('part');
    const options = list('option');
    const before = list('before');
    const linkIds = list('linkId');
    const changes = texts.flatMap((text, at) => {
      if (text.trim() === (before[at] ?? '').trim()) return [];
      const option = options[at] ?? '';
      return [
        {
          kind: 'put-translation' as const,
          linkId: linkIds[at] ? linkIds[at] : null,
          part: (parts[at] ?? 'text') as Part,
          ...(option === '' ? {} : { option }),
          language,
          text: text.trim() ? text : null,
        },
      ];
    });
    const back = formPath(
      params.form,
      params.version,
      `/words?done&language=${encodeURIComponent(language)}`,
    );
    return attempt({ url }, typed, async () => {
      if (changes.length > 0)
        await locals.services.surveyForms.editWords(locals.actor, {
          form: params.form,
          revision: typed['revision'] ?? '',
          changes,
        });
      return back;
    });
  },
};
