import { AppError } from '@otklik/kernel';
import type { Form, ItemDef } from '@otklik/questionnaire';
import type { Way } from '@otklik/surveys';

/** By which way of asking an answer came. */
export const MODES = ['mail', 'cabinet', 'sms', 'messenger', 'paper', 'tablet', 'poster'] as const;
export type Mode = (typeof MODES)[number];
/** How coarse the window of an answer is. */
export type Grain = 'day' | 'week' | 'month' | 'quarter';

/** The longest text of one item, in characters. */
export const TEXT_CHARACTERS_MAX = 2000;
// Line breaks and tabs are how people write; the rest of the control characters is how boxes are broken.
const CONTROL = /[\p{Cc}--[\n\t]]/v;

/** The mode of an answer that came by a link of an invitation. */
export const modeOfWay = (way: Way): Mode => {
  if (way === 'my' || way === 'cabinet') return 'cabinet';
  if (way === 'paper') return 'paper';
  if (way === 'sms' || way === 'sms-reminder') return 'sms';
  return way === 'messenger' || way === 'messenger-reminder' ? 'messenger' : 'mail';
};

/** What is kept of an answer: codes of options by linkId, and words apart from them. */
export interface Content {
  readonly codes: Readonly<Record<string, readonly string[]>>;
  readonly texts: readonly (readonly [linkId: string, text: string])[];
}

type Json = Readonly<Record<string, unknown>>;
const objects = (value: unknown): readonly Json[] =>
  Array.isArray(value)
    ? value.filter((one): one is Json => typeof one === 'object' && one !== null)
    : [];

/** Options and yes or no are codes. A number or a date that anybody may type could name somebody. */
const isCounted = (def: ItemDef): boolean =>
  def.type === 'boolean' || objects(def.raw['answerOption']).length > 0;

function codeOf(answer: Json): string | null {
  const coding = answer['valueCoding'];
  if (typeof coding === 'object' && coding !== null) {
    const { code } = coding as Json;
    return typeof code === 'string' ? code : null;
  }
  const plain = answer['valueInteger'] ?? answer['valueBoolean'];
  return typeof plain === 'number' || typeof plain === 'boolean' ? String(plain) : null;
}

/**
 * Divides cleaned items into codes and words; what is neither is not kept.
 * @throws AppError invalid-input with reason too-long or control-characters
 */
export function contentOf(form: Form, items: readonly Json[]): Content {
  const codes = new Map<string, string[]>();
  const texts: [string, string][] = [];
  const read = (list: unknown): void => {
    for (const item of objects(list)) {
      const def = form.byLinkId.get(String(item['linkId']));
      for (const answer of objects(item['answer'])) {
        if (def) take(def, answer);
        read(answer['item']);
      }
      read(item['item']);
    }
  };
  const take = (def: ItemDef, answer: Json): void => {
    const linkId = def.linkId!;
    const code = isCounted(def) ? codeOf(answer) : null;
    if (code !== null) codes.set(linkId, [...(codes.get(linkId) ?? []), code]);
    else if (typeof answer['valueString'] === 'string')
      texts.push([linkId, checkedText(answer['valueString'])]);
  };
  read(items);
  return { codes: Object.fromEntries(codes), texts };
}

function checkedText(text: string): string {
  if ([...text].length > TEXT_CHARACTERS_MAX)
    throw new AppError('invalid-input', { reason: 'too-long' });
  if (CONTROL.test(text)) throw new AppError('invalid-input', { reason: 'control-characters' });
  return text;
}
