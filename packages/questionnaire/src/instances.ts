import type { Form, ItemDef } from './form.ts';
import { isGroup, isQuestion } from './form.ts';
import type { Json } from './json.ts';
import { isObject, objectsOf } from './json.ts';
import type { Answer } from './values.ts';
import { answersOf } from './values.ts';

// A response laid over its form: every item of the form with what was answered, absent items included.

/** Where items stand side by side: the response itself, an instance of a group, an answer of a question. */
export interface Context {
  readonly owner: Instance | null;
  /** The answer whose children these are. */
  readonly answer: Answer | null;
  readonly items: readonly Instance[];
  /** The same by their item of the form. */
  readonly byDef: ReadonlyMap<ItemDef, readonly Instance[]>;
  /** Items of the response that the form does not have here. */
  readonly strangers: readonly Stranger[];
  /** FHIRPath of the nearest item that is present. */
  readonly nearest: string;
}

export interface Stranger {
  readonly path: string;
  readonly linkId: string | null;
  readonly raw: Json;
}

export interface Instance {
  readonly def: ItemDef;
  readonly parent: Context;
  /** linkIds joined by `/`; instances of repeating groups and answers with `[n]`. */
  readonly key: string;
  /** FHIRPath, or null when the item is absent from the response. */
  readonly path: string | null;
  readonly raw: Json | null;
  readonly answers: readonly Answer[];
  readonly contexts: readonly Context[];
  /** An absent repeating group: it has no instance, only a place. */
  readonly ghost: boolean;
}

/** Lays a response over its form. Never throws; what is not an object counts as absent. */
export function layOver(form: Form, response: unknown): Context {
  const raw = isObject(response) ? response : {};
  return contextOf(
    form.items,
    raw['item'],
    null,
    null,
    'QuestionnaireResponse',
    '',
    'QuestionnaireResponse',
  );
}

/** All instances of a context and below it, outer ones first. */
export function* instancesIn(context: Context): Generator<Instance> {
  for (const instance of context.items) {
    yield instance;
    for (const inner of instance.contexts) yield* instancesIn(inner);
  }
}

interface Slot {
  readonly raw: Json;
  readonly at: number;
}

function contextOf(
  defs: readonly ItemDef[],
  list: unknown,
  owner: Instance | null,
  answer: Answer | null,
  base: string | null,
  prefix: string,
  nearest: string,
): Context {
  const given = new Map<string, Slot[]>();
  const known = new Set(defs.map((def) => def.linkId));
  const strangers: Stranger[] = [];
  (Array.isArray(list) ? list : []).forEach((raw: unknown, at) => {
    if (!isObject(raw)) return;
    const linkId = typeof raw['linkId'] === 'string' ? raw['linkId'] : null;
    if (linkId === null || !known.has(linkId)) {
      strangers.push({ path: `${base ?? nearest}.item[${at}]`, linkId, raw });
      return;
    }
    const slots = given.get(linkId);
    if (slots) slots.push({ raw, at });
    else given.set(linkId, [{ raw, at }]);
  });

  const items: Instance[] = [];
  const byDef = new Map<ItemDef, readonly Instance[]>();
  const context: Context = { owner, answer, items, byDef, strangers, nearest };
  const placed = new Set<string>();
  for (const def of defs) {
    // Of two items with one linkId the first owns the answers; the publishing check names the fault.
    if (def.linkId === null || placed.has(def.linkId)) continue;
    placed.add(def.linkId);
    const slots = given.get(def.linkId) ?? [];
    const places = slots.length > 0 ? slots : [null];
    const instances = places.map((slot, nth) => instanceOf(def, context, slot, nth, base, prefix));
    byDef.set(def, instances);
    for (const instance of instances) items.push(instance);
  }
  return context;
}

function instanceOf(
  def: ItemDef,
  parent: Context,
  slot: Slot | null,
  nth: number,
  base: string | null,
  prefix: string,
): Instance {
  const ghost = slot === null && isGroup(def) && def.repeats;
  const many = isGroup(def) && def.repeats ? !ghost : nth > 0;
  const key = `${prefix}${def.linkId ?? ''}${many ? `[${nth}]` : ''}`;
  const path = slot && base !== null ? `${base}.item[${slot.at}]` : null;
  const raw = slot ? slot.raw : null;
  const contexts: Context[] = [];
  const answers = raw && isQuestion(def) ? answersOf(raw) : [];
  const instance: Instance = { def, parent, key, path, raw, answers, contexts, ghost };
  const nearest = path ?? parent.nearest;
  if (isGroup(def)) {
    const list = raw ? raw['item'] : undefined;
    if (!ghost)
      contexts.push(contextOf(def.children, list, instance, null, path, `${key}/`, nearest));
    return instance;
  }
  if (def.children.length === 0) return instance;
  for (const answer of answers) {
    const inner = def.repeats || answer.index > 0 ? `${key}[${answer.index}]/` : `${key}/`;
    const innerPath = path === null ? null : `${path}.answer[${answer.index}]`;
    contexts.push(
      contextOf(def.children, answer.raw['item'], instance, answer, innerPath, inner, nearest),
    );
  }
  if (answers.length === 0 && !def.repeats) {
    contexts.push(contextOf(def.children, undefined, instance, null, null, `${key}/`, nearest));
  }
  return instance;
}

const DEEPEST = 200;

/** Whether anything is answered in a raw item or below it, known to the form or not. */
export function holdsAnswer(item: Json, depth = 0): boolean {
  if (depth > DEEPEST) return true;
  if (answersOf(item).length > 0) return true;
  const below = objectsOf(item['answer']).flatMap((answer) => objectsOf(answer['item']));
  return [...objectsOf(item['item']), ...below].some((inner) => holdsAnswer(inner, depth + 1));
}
