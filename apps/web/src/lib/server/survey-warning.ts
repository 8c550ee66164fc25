import type { ViewItem } from '@otklik/survey-forms';
import { kindWords } from '#lib/cases/personal.ts';
import { detailWords } from '#lib/survey-comments/words.ts';
import { lookAt, stepOf } from './survey-step.ts';

const flat = (items: readonly ViewItem[]): ViewItem[] =>
  items.flatMap((item) => [item, ...flat(item.below.flat())]);

/** One place in somebody's own words that may tell who wrote them. */
export interface Told {
  readonly kind: string;
  readonly words: string;
}

/** What the author's own words on a page tell about them; empty where nothing does. */
export async function toldBy(
  locals: App.Locals,
  token: string,
  { here, fields }: { readonly here: number; readonly fields: readonly [string, string][] },
): Promise<readonly Told[]> {
  const typed = fields.filter(([, value]) => value.trim() !== '');
  if (typed.length === 0) return [];
  const { items } = stepOf(await lookAt(locals, token), here);
  const free = new Set(flat(items).flatMap(({ type, key }) => (type === 'text' ? [key] : [])));
  const told: Told[] = [];
  for (const [name, words] of typed) {
    if (!free.has(name)) continue;
    const found = await locals.services.surveyComments.warnAuthor(locals.actor, { words });
    const at = ({ start, end }: { start: number; end: number }): string => words.slice(start, end);
    told.push(
      ...found.personal.map((one) => ({ kind: kindWords(one), words: at(one) })),
      ...found.details.map((one) => ({ kind: detailWords(one.kind), words: at(one) })),
    );
  }
  return told;
}
