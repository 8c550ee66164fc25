import type { ItemDef } from '../form.ts';
import type { Json } from '../json.ts';
import { textOf } from '../json.ts';
import type { Answer, Value } from '../values.ts';
import { answersOf } from '../values.ts';
import { isOption } from '../answers/options.ts';
import { chosen, offeredBy, OTHER, OTHER_WORDS, tokenOf } from './names.ts';
import type { Sent } from './sent.ts';
import { readTyped } from './typed.ts';

/** An answer that was read: its value, the answer it was before, the key that the fields below it begin with. */
export interface ReadAnswer {
  readonly value: Json;
  readonly from: Json | undefined;
  readonly path: string;
}

/**
 * The answers of one question.
 * @param item what the response had
 * @param sent null when the question was not on the page: it keeps what it had
 */
export function readAnswers(
  def: ItemDef,
  key: string,
  item: Json | undefined,
  sent: Sent | null,
): readonly ReadAnswer[] {
  const had = item ? answersOf(item) : [];
  const keyOf = (index: number): string => (def.repeats || index > 0 ? `${key}[${index}]` : key);
  if (!sent) {
    return had.map(({ raw, index }) => {
      const { item: _, ...value } = raw;
      return { value, from: raw, path: keyOf(index) };
    });
  }
  const offered = offeredBy(def);
  if (offered.length > 0) return readChosen(def, key, offered, had, sent, keyOf);
  return readWritten(def, key, item, sent, keyOf);
}

function readChosen(
  def: ItemDef,
  key: string,
  offered: readonly Value[],
  had: readonly Answer[],
  sent: Sent,
  keyOf: (index: number) => string,
): readonly ReadAnswer[] {
  const ticked = new Set(sent.all(key).filter((token) => token !== ''));
  const words = def.type === 'open-choice' ? textOf(sent.first(`${key}${OTHER_WORDS}`)) : undefined;
  const wantsWords = ticked.delete(OTHER) || def.repeats || ticked.size === 0;
  const found: { at: number; answer: ReadAnswer }[] = [];
  const place = (value: Json, test: (answer: Answer) => boolean, at: number): void => {
    const before = had.find(test);
    const index = before?.index ?? had.length + at;
    // Answers keep the order they had; new ones follow in the order of the form.
    found.push({ at: index, answer: { value, from: before?.raw, path: keyOf(index) } });
  };
  offered.forEach((option, at) => {
    const token = tokenOf(offered, option);
    if (!ticked.delete(token)) return;
    const raw = { [`value${option.type}`]: option.value };
    place(chosen(option), (answer) => isOption(raw, answer.value), at);
  });
  // What is no option stays to be found by judging.
  [...ticked].forEach((token, at) => {
    const value = readTyped(
      { ...def, type: def.type === 'open-choice' ? 'choice' : def.type },
      token,
      () => '',
    );
    place(value, () => false, offered.length + at);
  });
  if (words !== undefined && wantsWords) {
    const value = { valueString: words.replaceAll(/\r\n?/g, '\n') };
    place(value, (answer) => answer.value.type === 'String', offered.length + ticked.size);
  }
  return found.toSorted((a, b) => a.at - b.at).map(({ answer }) => answer);
}

function readWritten(
  def: ItemDef,
  key: string,
  item: Json | undefined,
  sent: Sent,
  keyOf: (index: number) => string,
): readonly ReadAnswer[] {
  const had = item ? answersOf(item) : [];
  return sent.all(key).flatMap((text, nth) => {
    if (text.trim() === '') return [];
    // The nth field of a name showed the nth answer; below it lie the fields of that answer's items.
    const before = had[nth];
    const part = (ending: string): string => sent.all(`${key}${ending}`)[nth] ?? '';
    const value = readTyped(def, text, part);
    return [{ value, from: before?.raw, path: keyOf(before?.index ?? nth) }];
  });
}
