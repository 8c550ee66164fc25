import type { Tx } from '@otklik/kernel';
import { viewForm, type ViewItem } from '@otklik/questionnaire';
import { disclosureOf, todayOf } from '@otklik/registry';
import { formFor, formVersion, type FormQuestion } from '@otklik/survey-forms';
import type { Mode } from './model/answer.ts';
import { disclose } from './model/disclose.ts';
import { shownCounts, type ShownCount } from './store/shown.ts';

const MONTHS = 12;

/** The first day of the month so many months before. */
function monthBefore(day: string, months: number): string {
  const date = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  date.setUTCMonth(date.getUTCMonth() - months);
  return date.toISOString().slice(0, 10);
}

const flat = (items: readonly ViewItem[]): ViewItem[] =>
  items.flatMap((item) => [item, ...flat(item.below.flat())]);

/** Sums of months: each of them moves by steps, so no sum moves by one answer. */
function summed(counts: readonly ShownCount[]) {
  const sums = new Map<string, { mode: Mode; item: string; code: string; n: number }>();
  for (const { mode, item, code, n } of counts) {
    const key = JSON.stringify([mode, item, code]);
    sums.set(key, { mode, item, code, n: (sums.get(key)?.n ?? 0) + n });
  }
  return [...sums.values()];
}

async function questionsIn(
  tx: Tx,
  counts: readonly ShownCount[],
  items: readonly ViewItem[],
  mode: Mode,
) {
  const disclosure = await disclosureOf(tx);
  const cells = summed(counts.filter((one) => one.mode === mode && one.code !== ''));
  const shown = disclose(
    cells.map((cell) => ({ ...cell, group: cell.item })),
    disclosure,
  );
  return items.flatMap((item) => {
    const own = shown.filter((cell) => cell.item === item.linkId);
    if (own.length === 0 || own.some(({ n }) => n === null)) return [];
    const options = item.options.map(({ value, label, ordinal }) => {
      const raw = value.value as { readonly code?: unknown } | number;
      const code = String(typeof raw === 'object' ? raw.code : raw);
      return { code, label, ordinal, n: own.find((cell) => cell.code === code)?.n ?? 0 };
    });
    const n = counts
      .filter((one) => one.mode === mode && one.item === item.linkId && one.code === '')
      .reduce((sum, one) => sum + one.n, 0);
    return [{ linkId: item.linkId, text: item.text, repeats: item.repeats, n, options }];
  });
}

/** What there is to show of a scope and a question, in twelve months; an empty list is «too few yet». */
export async function resultsOf(
  tx: Tx,
  { scope, asked }: { readonly scope: string; readonly asked: FormQuestion },
  locale: 'ru' | 'en',
) {
  const today = await todayOf(tx);
  const from = monthBefore(today, MONTHS - 1);
  const { survey_results_min: min } = await disclosureOf(tx);
  const ref = await formFor(tx, asked, today);
  if (!ref) return { isAsked: false, min, from, to: today, modes: [] };
  const form = await formVersion(tx, ref.formId, ref.version);
  const items = flat(viewForm(form, {}, locale).items);
  const counts = await shownCounts(tx, { scope, formId: ref.formId, from });
  const modes = [];
  for (const mode of new Set(counts.map((one) => one.mode))) {
    const n = counts
      .filter((one) => one.mode === mode && one.item === '')
      .reduce((sum, one) => sum + one.n, 0);
    if (n >= min) modes.push({ mode, n, questions: await questionsIn(tx, counts, items, mode) });
  }
  return { isAsked: true, min, from, to: today, modes };
}
