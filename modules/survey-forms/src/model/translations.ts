import { languagesAt, translationOf } from './extension.ts';
import { isObject, objectsOf, textOf, type Json } from './json.ts';
import type { TranslatedPart } from './change.ts';
import { itemsOf } from './tree.ts';

/** One text of a form with its translation, as the table of words shows it. */
export interface Words {
  /** Null for the form's own. */
  readonly linkId: string | null;
  readonly part: TranslatedPart;
  readonly option: number | null;
  readonly own: string;
  /** Null where there is none. */
  readonly translated: string | null;
}

/** Every text of a form with what stands for it in a language, in the order of the form. */
export function wordsOf(resource: Json, language: string): readonly Words[] {
  const own = (holder: Json, linkId: string | null, part: 'title' | 'text' | 'prefix'): Words[] => {
    const text = textOf(holder[part]);
    if (text === null) return [];
    return [
      { linkId, part, option: null, own: text, translated: translationOf(holder, part, language) },
    ];
  };
  const options = (item: Json, linkId: string): Words[] =>
    objectsOf(item['answerOption']).flatMap((option, at): Words[] => {
      const coding = option['valueCoding'];
      const [holder, member] = isObject(coding) ? [coding, 'display'] : [option, 'valueString'];
      const text = textOf(holder[member]);
      if (text === null) return [];
      const translated = translationOf(holder, member, language);
      return [{ linkId, part: 'option', option: at, own: text, translated }];
    });
  return [
    ...own(resource, null, 'title'),
    ...[...itemsOf(resource)].flatMap(({ item }) => {
      const linkId = String(item['linkId']);
      // A prefix is a number more often than a word: it is translated where somebody did.
      const prefix = languagesAt(item, 'prefix').includes(language)
        ? own(item, linkId, 'prefix')
        : [];
      return [...own(item, linkId, 'text'), ...prefix, ...options(item, linkId)];
    }),
  ];
}

/** How many texts a language lacks; the form's own lacks none. */
export const missingTranslations = (resource: Json, language: string): number =>
  language === resource['language']
    ? 0
    : wordsOf(resource, language).filter(({ translated }) => translated === null).length;
