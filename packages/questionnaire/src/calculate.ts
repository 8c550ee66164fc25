import { checkAnswer } from './answers/check.ts';
import { ValueSets } from './answers/value-sets.ts';
import { enabling } from './enabled.ts';
import { EXTENSION, extensionsOf, extensionValue } from './extensions.ts';
import type { Expressions } from './expressions.ts';
import type { Form, ItemDef } from './form.ts';
import { isQuestion, VALUE_NAMES } from './form.ts';
import type { Context, Instance } from './instances.ts';
import { instancesIn, layOver } from './instances.ts';
import type { Json } from './json.ts';
import { isObject, sameJson, textOf } from './json.ts';
import { withAnswers } from './rewrite.ts';
import { answersOf } from './values.ts';

/** A calculation that gave nothing usable; for the log, it holds no answer. */
export interface FailedCalculation {
  readonly key: string;
  readonly linkId: string;
  readonly reason: 'expression' | 'type' | 'unsettled';
}

export interface Calculated {
  readonly items: readonly Json[];
  readonly failed: readonly FailedCalculation[];
}

/** Calculations may use each other's results; what changes even then goes in a circle. */
const MOST_ROUNDS = 10;

/**
 * Works out every `calculatedExpression` of enabled items anew and puts the results in place of what was sent
 * (rule R8). An expression that fails leaves its item empty.
 * @returns the response's items; pass them through `cleanItems` before storing
 */
export function calculate(form: Form, response: unknown, expressions: Expressions): Calculated {
  // Paths as `answer.value` are found by the type of what they begin at: pages send items alone.
  const raw: Json = {
    resourceType: 'QuestionnaireResponse',
    ...(isObject(response) ? response : {}),
  };
  const sent = Array.isArray(raw['item']) ? raw['item'].filter(isObject) : [];
  if (!form.all.some((def) => expressionOf(def) !== undefined)) return { items: sent, failed: [] };
  let round = calculateOnce(form, { ...raw, item: sent }, expressions);
  let before = round;
  for (let count = 1; count < MOST_ROUNDS; count += 1) {
    before = round;
    round = calculateOnce(form, { ...raw, item: before.items }, expressions);
    if (sameJson(round.items, before.items)) return { items: round.items, failed: round.failed };
  }
  return settle(before, round);
}

interface Round extends Calculated {
  readonly root: Context;
  readonly results: ReadonlyMap<Instance, readonly Json[]>;
}

/** Empties what still changed in the last round. */
function settle(before: Round, last: Round): Calculated {
  const known = new Map([...before.results].map(([{ key }, answers]) => [key, answers]));
  const results = new Map(last.results);
  const failed = [...last.failed];
  for (const [instance, answers] of last.results) {
    const { key, def } = instance;
    if (sameJson(answers, known.get(key))) continue;
    results.set(instance, []);
    if (failed.every((one) => one.key !== key)) {
      failed.push({ key, linkId: def.linkId ?? '', reason: 'unsettled' });
    }
  }
  return { items: withAnswers(last.root, results), failed };
}

function calculateOnce(form: Form, response: Json, expressions: Expressions): Round {
  const root = layOver(form, response);
  const isEnabled = enabling(form, root);
  const valueSets = new ValueSets(form);
  const variables = { ...variablesOf(form, response, expressions), questionnaire: form.raw };
  const results = new Map<Instance, readonly Json[]>();
  const failed: FailedCalculation[] = [];
  for (const instance of instancesIn(root)) {
    const { def, key } = instance;
    const expression = expressionOf(def);
    if (expression === undefined || !isQuestion(def) || !isEnabled(instance)) continue;
    const linkId = def.linkId ?? '';
    const focus = instance.raw ?? { linkId };
    const given = { ...variables, resource: response, context: focus, qitem: def.raw };
    results.set(instance, []);
    try {
      const found = expressions.evaluate(expression, 'QuestionnaireResponse.item', focus, given);
      const answers = (def.repeats ? found : found.slice(0, 1)).map((value) =>
        answerOf(def, value),
      );
      if (answers.every((answer) => fits(def, answer, valueSets))) results.set(instance, answers);
      else failed.push({ key, linkId, reason: 'type' });
    } catch {
      failed.push({ key, linkId, reason: 'expression' });
    }
  }
  return { items: withAnswers(root, results), failed, root, results };
}

/** `variable` extensions of the whole form, in their order; one that fails is empty. */
function variablesOf(form: Form, response: Json, expressions: Expressions): Json {
  const known: Record<string, unknown> = {};
  for (const extension of extensionsOf(form.raw, EXTENSION.variable)) {
    const value = extensionValue(extension);
    const name = isObject(value) ? textOf(value['name']) : undefined;
    const expression = isObject(value) ? textOf(value['expression']) : undefined;
    if (name === undefined || expression === undefined) continue;
    const given = { ...known, questionnaire: form.raw, resource: response, context: response };
    try {
      known[name] = expressions.evaluate(expression, 'QuestionnaireResponse', response, given);
    } catch {
      known[name] = [];
    }
  }
  return known;
}

function expressionOf(def: ItemDef): string | undefined {
  const [extension] = extensionsOf(def.raw, EXTENSION.calculated);
  const value = extension && extensionValue(extension);
  return isObject(value) ? textOf(value['expression']) : undefined;
}

function answerOf(def: ItemDef, value: unknown): Json {
  const names = VALUE_NAMES[def.type] ?? [];
  const name = typeof value === 'string' ? names.at(-1) : names[0];
  return { [name ?? 'value']: plain(value) };
}

/** The library gives dates and quantities as objects of its own that write themselves as JSON. */
function plain(value: unknown): unknown {
  return isObject(value) ? JSON.parse(JSON.stringify(value)) : value;
}

function fits(def: ItemDef, answer: Json, valueSets: ValueSets): boolean {
  const [given] = answersOf({ answer: [answer] });
  return (
    given !== undefined && !checkAnswer(def, given, 1, valueSets).includes('invalidAnswerType')
  );
}
