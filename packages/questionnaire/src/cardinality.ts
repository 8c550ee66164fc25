import { EXTENSION, numberAt } from './extensions.ts';
import type { IsEnabled } from './enabled.ts';
import type { Findings } from './findings.ts';
import { placeOf } from './findings.ts';
import type { ItemDef } from './form.ts';
import { isGroup, isQuestion } from './form.ts';
import type { Context, Instance } from './instances.ts';
import { instancesIn } from './instances.ts';

/** How many answers or instances an item has, against what the form asks for (rules R3, R5, R6). */
export function checkCardinality(
  instances: readonly Instance[],
  isEnabled: IsEnabled,
  findings: Findings,
): void {
  const enabled = instances.filter(isEnabled);
  const [first] = enabled;
  if (!first) return;
  if (isGroup(first.def)) groups(first, enabled, isEnabled, findings);
  else if (isQuestion(first.def)) questions(first, enabled, findings);
}

function questions(first: Instance, instances: readonly Instance[], findings: Findings): void {
  const { def } = first;
  const count = instances.reduce((sum, instance) => sum + instance.answers.length, 0);
  if (def.required && count === 0) findings.add('required', placeOf(first));
  if (!def.repeats && first.answers.length > 1) findings.add('repeats', placeOf(first));
  // Even a repeating question has one item, with several answers.
  for (const extra of instances.slice(1)) findings.add('repeats', placeOf(extra));
  occurrences(def, count, [first], findings);
}

function groups(
  first: Instance,
  instances: readonly Instance[],
  isEnabled: IsEnabled,
  findings: Findings,
): void {
  const { def } = first;
  const answered = instances.filter((instance) => hasAnswer(instance, isEnabled));
  const answerable = instances.some((instance) => isAnswerable(instance, isEnabled));
  if (def.required && answered.length === 0 && answerable) findings.add('required', placeOf(first));
  if (!def.repeats) {
    for (const extra of instances.slice(1)) findings.add('repeats', placeOf(extra));
  }
  occurrences(def, answered.length, answered.length > 0 ? answered : [first], findings);
}

/** Least and greatest number; a surplus of instances is told at the first one too many. */
function occurrences(
  def: ItemDef,
  count: number,
  places: readonly Instance[],
  findings: Findings,
): void {
  const least = numberAt(def.raw, EXTENSION.minOccurs);
  const most = numberAt(def.raw, EXTENSION.maxOccurs);
  const [first] = places;
  if (!first) return;
  if (least !== undefined && count < least) findings.add('minCount', placeOf(first));
  if (most !== undefined && count > most) findings.add('maxCount', placeOf(places[most] ?? first));
}

function hasAnswer(instance: Instance, isEnabled: IsEnabled): boolean {
  return within(instance).some((inner) => inner.answers.length > 0 && isEnabled(inner));
}

/** Whether there is anything to answer below: a group of texts asks for nothing. */
function isAnswerable(instance: Instance, isEnabled: IsEnabled): boolean {
  if (instance.ghost) return asks(instance.def);
  return within(instance).some(
    (inner) => isEnabled(inner) && (isQuestion(inner.def) || (inner.ghost && asks(inner.def))),
  );
}

function asks(def: ItemDef): boolean {
  return def.children.some((child) => isQuestion(child) || asks(child));
}

function within(instance: Instance): readonly Instance[] {
  return instance.contexts.flatMap((context: Context) => [...instancesIn(context)]);
}
