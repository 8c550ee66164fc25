import { cleanItems } from './clean.ts';
import type { Form, ItemDef } from './form.ts';
import { isGroup, isQuestion } from './form.ts';
import type { Json } from './json.ts';
import { objectsOf } from './json.ts';
import { valuesIn } from './values.ts';

/**
 * Answers a new response starts with (rule R7): `initial` and the options marked `initialSelected`, of enabled
 * items only. Repeating groups start without an instance.
 */
export function initialItems(form: Form): readonly Json[] {
  return cleanItems(form, { item: start(form.items) });
}

/** Answers of one instance of a repeating group that is being added. */
export function initialOfGroup(def: ItemDef): Json {
  return { linkId: def.linkId, item: start(def.children) };
}

function start(defs: readonly ItemDef[]): readonly Json[] {
  return defs.flatMap((def): Json[] => {
    const { linkId } = def;
    if (linkId === null) return [];
    if (isGroup(def)) {
      const item = def.repeats ? [] : start(def.children);
      return item.length > 0 ? [{ linkId, item }] : [];
    }
    if (!isQuestion(def)) return [];
    const values = initialValues(def);
    const below = start(def.children);
    const answer = values.map((value) => (below.length > 0 ? { ...value, item: below } : value));
    return answer.length > 0 ? [{ linkId, answer }] : [];
  });
}

function initialValues(def: ItemDef): readonly Json[] {
  const selected = objectsOf(def.raw['answerOption']).filter(
    (option) => option['initialSelected'] === true,
  );
  return [...objectsOf(def.raw['initial']), ...selected].flatMap((holder) =>
    valuesIn(holder, 'value')
      .slice(0, 1)
      .map(({ type, value }) => ({ [`value${type}`]: value })),
  );
}
