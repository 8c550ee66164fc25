import {
  checkForm,
  languagesOf,
  readForm,
  UNFIT_FOR_PAGE,
  viewForm,
  type ItemDef,
  type ViewItem,
} from '@otklik/questionnaire';
import { asksWho, codeAsksWho } from './asks-who.ts';
import { EXTENSION, extensionAt } from './extension.ts';
import { BOX_bytes, TEXT_CHARACTERS_MAX, type FitFinding } from './finding.ts';
import { isObject, objectsOf, textOf, type Json } from './json.ts';
import { isPlainExpression, PATTERNS } from './patterns.ts';
import { largestResponse_bytes } from './largest.ts';
import { neverAsked } from './states.ts';
import { missingTranslations } from './translations.ts';

/** More at once is no matter of a minute. */
const ASKED_AT_ONCE_MAX = 7;

type Found = readonly [rule: string, level: FitFinding['level']];

/**
 * Everything that stands against publishing a form for people: the engine's rules and the rules of the house.
 * Warnings do not stand in the way. Never throws.
 */
export function checkFit(resource: unknown): readonly FitFinding[] {
  const found: FitFinding[] = [...checkForm(resource)];
  if (!isObject(resource)) return found;
  const form = readForm(resource);
  for (const def of form.all) {
    for (const [rule, level] of [...ofItem(def), ...patternsOf(def)])
      found.push({ linkId: def.linkId, rule, level });
  }
  for (const one of [...scalesOf(viewForm(form, {}, 'ru').items), ...neverAsked(form)])
    found.push(one);
  const asked = askedAtOnce(viewForm(form, {}, 'ru').items);
  if (asked > ASKED_AT_ONCE_MAX)
    found.push(ofForm('too-long-for-a-minute', { count: asked, maximum: ASKED_AT_ONCE_MAX }));
  const bytes = largestResponse_bytes(form);
  if (bytes > BOX_bytes) found.push(ofForm('response-may-not-fit', { bytes, maximum: BOX_bytes }));
  for (const language of languagesOf(resource)) {
    const count = missingTranslations(resource, language);
    if (count > 0) found.push(ofForm('translation-missing', { language, count }));
  }
  if (asksWho(textOf(resource['title']) ?? ''))
    found.push({ ...ofForm('asks-who', {}), level: 'error' });
  return found;
}

export const mayBePublished = (findings: readonly FitFinding[]): boolean =>
  findings.every(({ level }) => level !== 'error');

const ofForm = (rule: string, data: Readonly<Record<string, string | number>>): FitFinding => ({
  linkId: null,
  rule,
  level: 'warning',
  data,
});

const isAsked = (def: ItemDef): boolean => def.type !== 'group' && def.type !== 'display';

function* ofItem(def: ItemDef): Generator<Found> {
  const options = objectsOf(def.raw['answerOption']);
  const codes = objectsOf(def.raw['code']).map((code) => textOf(code['code']));
  if (UNFIT_FOR_PAGE.has(def.type) || (def.type === 'choice' && options.length === 0))
    yield ['unfit-for-page', 'error'];
  if (isAsked(def) && !codes.some((code) => code !== null))
    yield ['item-without-indicator', 'error'];
  if (
    options.some(({ valueCoding }) => isObject(valueCoding) && textOf(valueCoding['code']) === null)
  )
    yield ['option-without-code', 'error'];
  if (
    isAsked(def) &&
    (asksWho(textOf(def.raw['text']) ?? '') || codes.some((c) => c && codeAsksWho(c)))
  )
    yield ['asks-who', 'error'];
  const { maxLength } = def.raw;
  const free = def.type === 'text' || def.type === 'string' || def.type === 'open-choice';
  if (free && typeof maxLength === 'number' && maxLength > TEXT_CHARACTERS_MAX)
    yield ['text-over-2000', 'error'];
}

function* patternsOf(def: ItemDef): Generator<Found> {
  const pattern = extensionAt(def.raw, EXTENSION.regex)?.['valueString'];
  const parts = (extensionAt(def.raw, EXTENSION.constraint)?.['extension'] ?? []) as Json[];
  const constraint = objectsOf(parts).find(({ url }) => url === 'expression')?.['valueString'];
  const worked = [EXTENSION.calculated, EXTENSION.variable].flatMap((url) => {
    const value = extensionAt(def.raw, url)?.['valueExpression'];
    return isObject(value) ? [String(value['expression'])] : [];
  });
  const holder = def.raw['_text'];
  const shown = isObject(holder) ? extensionAt(holder, EXTENSION.cqfExpression) : undefined;
  const words = isObject(shown?.['valueExpression'])
    ? [String(shown['valueExpression']['expression'])]
    : [];
  const expressions = [
    ...(constraint === undefined ? [] : [String(constraint)]),
    ...worked,
    ...words,
  ];
  const refused =
    (pattern !== undefined && !PATTERNS.has(String(pattern))) ||
    expressions.some((expression) => !isPlainExpression(expression));
  if (refused) yield ['pattern-refused', 'error'];
}

/** Questions side by side whose answers are counted on scales of different length. */
function* scalesOf(items: readonly ViewItem[]): Generator<FitFinding> {
  const lengths = new Set<number>();
  let mixed: string | null = null;
  for (const item of items) {
    for (const below of item.below) yield* scalesOf(below);
    const scale = item.options.filter(
      ({ ordinal, value }) => ordinal !== null || value.type === 'Integer',
    );
    // Two answers are yes and no, not a scale.
    if (scale.length < 3 || item.repeats) continue;
    lengths.add(scale.length);
    if (lengths.size > 1) mixed ??= item.linkId;
  }
  if (mixed !== null) yield { linkId: mixed, rule: 'scale-mixed', level: 'warning' };
}

function askedAtOnce(items: readonly ViewItem[]): number {
  return items
    .filter(({ enabled, hidden }) => enabled && !hidden)
    .map(({ type, below }) =>
      below.reduce(
        (sum, one) => sum + askedAtOnce(one),
        type === 'group' || type === 'display' ? 0 : 1,
      ),
    )
    .reduce((sum, count) => sum + count, 0);
}
