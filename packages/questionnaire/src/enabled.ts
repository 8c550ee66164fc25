import { holds } from './conditions.ts';
import { planOf, targetOf } from './cycles.ts';
import type { Condition, Form, ItemDef } from './form.ts';
import { isBelow } from './form.ts';
import type { Context, Instance } from './instances.ts';
import { instancesIn, layOver } from './instances.ts';
import type { Value } from './values.ts';

export type IsEnabled = (instance: Instance) => boolean;

/**
 * Decides for every item of a response whether its conditions let it be asked (rules E1 to E6). A disabled
 * item disables all below it and counts as unanswered; so does the question of a condition that runs in a
 * circle, which keeps the answer the same whatever is asked first.
 */
export function enabling(form: Form, root: Context): IsEnabled {
  const { circular, order } = planOf(form);
  const known = new Map<Instance, boolean>();

  function isEnabled(instance: Instance): boolean {
    const before = known.get(instance);
    if (before !== undefined) return before;
    const { owner } = instance.parent;
    const answer = (owner === null || isEnabled(owner)) && conditionsHold(instance);
    known.set(instance, answer);
    return answer;
  }

  function conditionsHold(instance: Instance): boolean {
    const { conditions, behaviour } = instance.def;
    if (conditions.length === 0) return true;
    const test = (condition: Condition): boolean =>
      holds(condition, answersFor(condition, instance));
    return behaviour === 'all' ? conditions.every(test) : conditions.some(test);
  }

  function answersFor(condition: Condition, instance: Instance): readonly Value[] {
    const target = targetOf(form, condition);
    if (!target || circular.has(condition)) return [];
    return triggersOf(target, instance).flatMap((trigger) => {
      if (!('def' in trigger)) return trigger.answer ? [trigger.answer.value] : [];
      return isEnabled(trigger) ? trigger.answers.map((answer) => answer.value) : [];
    });
  }

  // Asked in this order no answer waits for another one, however long a chain of conditions is.
  const place = ({ def }: Instance): number => order.get(def) ?? 0;
  for (const instance of [...instancesIn(root)].sort((a, b) => place(a) - place(b)))
    isEnabled(instance);
  return isEnabled;
}

/**
 * Where a condition finds its question (rule E6): in the nearest surrounding instance whose part of the form
 * holds it, all its instances there. A question above the item is found as the one answer the item lies under.
 */
function triggersOf(target: ItemDef, instance: Instance): readonly (Instance | Context)[] {
  for (let context = instance.parent; ; context = context.owner.parent) {
    if (context.owner === null || isBelow(target, context.owner.def))
      return within(context, target);
    if (context.owner.def === target) return [context];
  }
}

/** Instances of an item below a context, along the way the form leads to it. */
function within(context: Context, target: ItemDef): readonly Instance[] {
  const top = context.owner?.def ?? null;
  let step = target;
  while (step.parent !== top && step.parent) step = step.parent;
  const instances = context.byDef.get(step) ?? [];
  if (step === target) return instances;
  return instances.flatMap((instance) =>
    instance.contexts.flatMap((inner) => within(inner, target)),
  );
}

/**
 * Which items a state of answers asks for.
 * @param form from `readForm`
 * @param response a parsed QuestionnaireResponse, however incomplete
 * @returns linkIds joined by `/`, with `[n]` for an instance of a repeating group and for an answer of a
 * repeating question; an absent repeating group stands once, without a number
 */
export function enabledItems(form: Form, response: unknown): ReadonlyMap<string, boolean> {
  const root = layOver(form, response);
  const isEnabled = enabling(form, root);
  const enabled = new Map<string, boolean>();
  for (const instance of instancesIn(root)) {
    enabled.set(instance.key, isEnabled(instance));
  }
  return enabled;
}
