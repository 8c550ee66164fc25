import { EXTENSION, extensionsOf, partOf } from './extensions.ts';
import type { Json } from './json.ts';
import { isObject, textOf } from './json.ts';

/** A text and the language it is in, so that the page can set `lang` where it differs from the page's own. */
export interface LocalText {
  readonly text: string;
  /** null when the form does not say which language it is written in. */
  readonly lang: string | null;
}

/**
 * A text of an element in the wanted language: by the standard translation extension on its `_name`, a region
 * of the language too (`en-GB` serves `en` and is served by it); what is not translated stays in the language
 * of the form.
 * @param element a form, an item, a Coding
 * @param name member that holds the text: `title`, `text`, `display`…
 * @param wanted language code
 * @param base language of the form
 * @returns undefined when there is no text
 */
export function localText(
  element: unknown,
  name: string,
  wanted: string,
  base: string | null,
): LocalText | undefined {
  if (!isObject(element)) return undefined;
  const own = textOf(element[name]);
  if (base !== null && sameLanguage(base, wanted) && own !== undefined)
    return { text: own, lang: base };
  const translated = translationsOf(element, name);
  const exact = translated.find(({ lang }) => lang?.toLowerCase() === wanted.toLowerCase());
  const near = exact ?? translated.find(({ lang }) => lang !== null && sameLanguage(lang, wanted));
  if (near) return near;
  return own === undefined ? undefined : { text: own, lang: base };
}

/** Languages a form is offered in: its own first, then those of its title. */
export function languagesOf(questionnaire: Json): readonly string[] {
  const languages = new Set<string>();
  const own = textOf(questionnaire['language']);
  if (own !== undefined) languages.add(own);
  for (const { lang } of translationsOf(questionnaire, 'title'))
    if (lang !== null) languages.add(lang);
  return [...languages];
}

function translationsOf(element: Json, name: string): readonly LocalText[] {
  return extensionsOf(element[`_${name}`], EXTENSION.translation).flatMap((extension) => {
    const text = textOf(partOf(extension, 'content'));
    const lang = textOf(partOf(extension, 'lang'));
    return text === undefined || lang === undefined ? [] : [{ text, lang }];
  });
}

function sameLanguage(a: string, b: string): boolean {
  const [first] = a.toLowerCase().split('-');
  const [second] = b.toLowerCase().split('-');
  return first === second;
}
