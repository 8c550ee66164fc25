import type { Finding, ViewItem } from '@otklik/questionnaire';
import { controlId } from './ids.ts';
import { sentenceFor } from './words.ts';

/** What is wrong at an item; findings of the judge are such. */
export interface FaultAt {
  readonly linkId: string | null;
  readonly rule: Finding['rule'];
  /** An error when absent. */
  readonly level?: Finding['level'];
}

/** Sentences about answers, by the key of their item; the first one of each. */
export type Problems = Readonly<Record<string, string>>;

function* itemsOf(items: readonly ViewItem[]): Generator<ViewItem> {
  for (const item of items) {
    if (!item.enabled || item.hidden) continue;
    yield item;
    for (const below of item.below) yield* itemsOf(below);
  }
}

/**
 * Findings of a judged response as sentences at the items that a page shows. A finding names the item by its
 * linkId; of several instances the first that is unanswered or answered wrongly is meant.
 */
export function problemsOf(items: readonly ViewItem[], findings: readonly FaultAt[]): Problems {
  const shown = [...itemsOf(items)];
  const problems: Record<string, string> = {};
  for (const { linkId, level = 'error', rule } of findings) {
    if (level !== 'error') continue;
    const places = shown.filter((item) => item.linkId === linkId && !(item.key in problems));
    const missing = rule === 'required' || rule === 'minCount';
    const place = places.find(({ answers }) => !missing || answers.length === 0) ?? places[0];
    if (place) problems[place.key] = sentenceFor(rule, place);
  }
  return problems;
}

/** The same for the summary above a form: in the order of the page, each leading to its control. */
export function summaryOf(
  items: readonly ViewItem[],
  problems: Problems,
): readonly { href: string; text: string }[] {
  return [...itemsOf(items)].flatMap((item) => {
    const text = problems[item.key];
    if (text === undefined) return [];
    const about = item.text?.text ?? '';
    return [{ href: `#${controlId(item.key)}`, text: about ? `${about} ${text}` : text }];
  });
}
