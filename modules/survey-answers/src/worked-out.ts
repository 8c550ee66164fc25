import type { Log } from '@otklik/kernel';
import { calculate, loadExpressions, type Expressions, type Form } from '@otklik/questionnaire';

const CALCULATES = /calculatedExpression/;
let library: Promise<Expressions> | undefined;

type Items = readonly Readonly<Record<string, unknown>>[];

/**
 * The items of a draft with every calculated one worked out anew, as its page shows them. A calculation that gives
 * nothing leaves its item empty; the log names the item and no answer.
 */
export async function workedOut(form: Form, items: Items, log: Log): Promise<Items> {
  if (!CALCULATES.test(JSON.stringify(form.raw))) return items;
  library ??= loadExpressions();
  const { items: worked, failed } = calculate(form, { item: items }, await library);
  for (const { linkId } of failed) log.warn('survey-form.not-calculated', { item: linkId });
  return worked as Items;
}
