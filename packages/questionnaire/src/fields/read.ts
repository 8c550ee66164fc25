import { enabledItems } from '../enabled.ts';
import { EXTENSION, numberAt } from '../extensions.ts';
import type { Form, ItemDef } from '../form.ts';
import { isGroup, isQuestion } from '../form.ts';
import { initialOfGroup } from '../initial.ts';
import type { Json } from '../json.ts';
import { isObject, objectsOf } from '../json.ts';
import { readAnswers } from './answers.ts';
import type { Entry } from './names.ts';
import { ADD, isHidden, isTyped, keyOfName, REMOVE } from './names.ts';
import { Sent } from './sent.ts';

export interface FieldsOptions {
  /** linkIds of the outermost items that were on the page; the others stay as they were. All when absent. */
  readonly step?: readonly string[];
}

/** More instances of one group than this are not read from a page. */
const MOST_INSTANCES = 20;

interface Job {
  readonly sent: Sent;
  readonly enabled: ReadonlyMap<string, boolean>;
  readonly add: string | null;
  readonly remove: string | null;
}

/**
 * The response that the fields of a page give. Names are the keys or the short names of `viewForm`; what no item of the form is
 * named by is dropped, and the order of differently named fields does not matter. A question that was on the
 * page and sent nothing is unanswered; what was not on it (disabled, hidden, read-only, another step) keeps
 * the answer it had. A value of a wrong type stays as it was typed. Nothing is judged and nothing dropped for
 * being disabled: that is `cleanItems`. The buttons `ADD` and `REMOVE` are fields as well. Never throws.
 * @param before the response the page was made from
 * @returns items of the response
 */
export function fieldsToResponse(
  form: Form,
  entries: Iterable<Entry>,
  before: unknown,
  options: FieldsOptions = {},
): readonly Json[] {
  const sent = new Sent(Array.from(entries, ([name, value]) => [keyOfName(form, name), value]));
  const job: Job = {
    sent,
    enabled: enabledItems(form, before),
    add: sent.first(ADD) ?? null,
    remove: sent.first(REMOVE) ?? null,
  };
  const list = isObject(before) ? before['item'] : undefined;
  if (options.step === undefined) return itemsOf(form.items, list, '', true, job);
  const step = new Set(options.step);
  return form.items.flatMap((def) =>
    itemsOf([def], list, '', def.linkId !== null && step.has(def.linkId), job),
  );
}

function itemsOf(
  defs: readonly ItemDef[],
  before: unknown,
  prefix: string,
  shown: boolean,
  job: Job,
): Json[] {
  const placed = new Set<string>();
  return defs.flatMap((def): readonly Json[] => {
    const { linkId } = def;
    if (linkId === null || placed.has(linkId)) return [];
    placed.add(linkId);
    const had = objectsOf(before).filter((item) => item['linkId'] === linkId);
    if (!shown || isHidden(def)) return had;
    const key = `${prefix}${linkId}`;
    if (isGroup(def)) return groupOf(def, linkId, key, had, job);
    if (!isQuestion(def)) return had;
    return questionOf(def, linkId, key, had, job);
  });
}

function groupOf(
  def: ItemDef,
  linkId: string,
  key: string,
  had: readonly Json[],
  job: Job,
): readonly Json[] {
  const inside = (raw: Json | undefined, at: string): Json => {
    const item = itemsOf(def.children, raw?.['item'], `${at}/`, true, job);
    return { ...raw, linkId, item };
  };
  if (!def.repeats) {
    const [first, ...more] = had;
    const group = inside(first, key);
    return objectsOf(group['item']).length > 0 || first ? [group, ...more] : more;
  }
  const most = Math.min(numberAt(def.raw, EXTENSION.maxOccurs) ?? MOST_INSTANCES, MOST_INSTANCES);
  const count = Math.max(had.length, Math.min(job.sent.instancesOf(key), most));
  const instances = Array.from({ length: count }, (_, nth) => nth).flatMap((nth) => {
    const at = `${key}[${nth}]`;
    return job.remove === at ? [] : [inside(had[nth], at)];
  });
  if (job.add === key && instances.length < most) instances.push(initialOfGroup(def));
  return instances;
}

function questionOf(
  def: ItemDef,
  linkId: string,
  key: string,
  had: readonly Json[],
  job: Job,
): readonly Json[] {
  const [first, ...more] = had;
  const is_asked = job.enabled.get(key) === true || job.sent.has(key);
  const answers = readAnswers(def, key, first, isTyped(def) && is_asked ? job.sent : null);
  const answer = answers.map(({ value, from, path }) => {
    const item = itemsOf(def.children, from?.['item'], `${path}/`, true, job);
    return item.length > 0 ? { ...value, item } : value;
  });
  if (answer.length === 0) return more;
  const { answer: _, ...rest } = first ?? {};
  return [{ ...rest, linkId, answer }, ...more];
}
