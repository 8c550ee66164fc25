import { isGroup } from './form.ts';
import type { Context, Instance } from './instances.ts';
import type { Json } from './json.ts';
import { objectsOf } from './json.ts';

/**
 * The items of a response with other answers in some places. Items stand in the form's order; absent ones
 * appear where they are given an answer; what the form does not know stays, last.
 */
export function withAnswers(
  context: Context,
  answers: ReadonlyMap<Instance, readonly Json[]>,
): readonly Json[] {
  const known = context.items.flatMap((instance) => {
    const item = isGroup(instance.def) ? group(instance, answers) : question(instance, answers);
    return item ? [item] : [];
  });
  return [...known, ...context.strangers.map((stranger) => stranger.raw)];
}

function group(instance: Instance, answers: ReadonlyMap<Instance, readonly Json[]>): Json | null {
  const items = instance.contexts.flatMap((inner) => withAnswers(inner, answers));
  if (!instance.raw && items.length === 0) return null;
  const { item: _, ...rest } = instance.raw ?? { linkId: instance.def.linkId };
  return items.length > 0 ? { ...rest, item: items } : rest;
}

function question(
  instance: Instance,
  answers: ReadonlyMap<Instance, readonly Json[]>,
): Json | null {
  const given = answers.get(instance);
  if (given === undefined) return instance.raw ? nested(instance, instance.raw, answers) : null;
  const { answer, ...rest } = instance.raw ?? { linkId: instance.def.linkId, answer: [] };
  // What was answered below an answer stays with the one that takes its place.
  const before = objectsOf(answer).map(({ item }) => item);
  const renewed = given.map((one, at) => (before[at] ? { ...one, item: before[at] } : one));
  if (renewed.length > 0) return { ...rest, answer: renewed };
  return instance.raw ? rest : null;
}

/** Answers stay as they are; what lies below them may change. */
function nested(
  instance: Instance,
  raw: Json,
  answers: ReadonlyMap<Instance, readonly Json[]>,
): Json {
  if (!instance.contexts.some((inner) => inner.answer)) return raw;
  const contexts = new Map(instance.contexts.map((inner) => [inner.answer?.raw, inner]));
  const answer = objectsOf(raw['answer']).map((one) => {
    const inner = contexts.get(one);
    const items = inner ? withAnswers(inner, answers) : [];
    const { item: _, ...value } = one;
    return items.length > 0 ? { ...value, item: items } : value;
  });
  return { ...raw, answer };
}
