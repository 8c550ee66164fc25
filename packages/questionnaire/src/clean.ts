import { enabling } from './enabled.ts';
import type { IsEnabled } from './enabled.ts';
import type { Form } from './form.ts';
import { isGroup, isQuestion } from './form.ts';
import type { Context, Instance } from './instances.ts';
import { holdsAnswer, layOver } from './instances.ts';
import type { Json } from './json.ts';
import { isObject, objectsOf } from './json.ts';

/**
 * What form mode keeps of a response (rule E8): answers of disabled items and empty items are dropped,
 * everything else stays as it is and in its order, faults included, so that judging still finds them.
 * @returns the items to store; cleaning them again changes nothing
 */
export function cleanItems(form: Form, response: unknown): readonly Json[] {
  const list = isObject(response) ? response['item'] : undefined;
  const root = layOver(form, response);
  return keep(root, list, enabling(form, root));
}

function keep(context: Context, list: unknown, isEnabled: IsEnabled): readonly Json[] {
  const instances = new Map(context.items.map((instance) => [instance.raw, instance]));
  return objectsOf(list).flatMap((raw) => {
    const instance = instances.get(raw);
    if (!instance) return holdsAnswer(raw) ? [raw] : [];
    if (!isEnabled(instance)) return [];
    const kept = isGroup(instance.def)
      ? keepGroup(instance, isEnabled)
      : keepAnswers(instance, isEnabled);
    return kept ? [kept] : [];
  });
}

function keepGroup(instance: Instance, isEnabled: IsEnabled): Json | null {
  const { item, ...rest } = instance.raw ?? {};
  const items = instance.contexts.flatMap((inner) => keep(inner, item, isEnabled));
  const answered = holdsAnswer(rest);
  if (items.length === 0 && !answered) return null;
  return items.length === 0 ? rest : { ...rest, item: items };
}

function keepAnswers(instance: Instance, isEnabled: IsEnabled): Json | null {
  const { answer: _, item, ...rest } = instance.raw ?? {};
  // Faults of structure stay to be found: answers of a display, and a question's own `item`.
  if (!isQuestion(instance.def)) return holdsAnswer(instance.raw ?? {}) ? instance.raw : null;
  const misplaced = objectsOf(item).filter((inner) => holdsAnswer(inner));
  const astray = misplaced.length > 0 ? { item: misplaced } : {};
  if (instance.answers.length === 0) {
    return misplaced.length > 0 ? { ...rest, ...astray } : null;
  }
  const answer = instance.answers.map((given) => {
    const { item: nested, ...value } = given.raw;
    const inner = instance.contexts.find((context) => context.answer === given);
    const items = inner
      ? keep(inner, nested, isEnabled)
      : objectsOf(nested).filter((one) => holdsAnswer(one));
    return items.length === 0 ? value : { ...value, item: items };
  });
  return { ...rest, answer, ...astray };
}
