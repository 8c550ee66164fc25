import type { Condition, Form, ItemDef } from './form.ts';
import { isBelow } from './form.ts';

type Edges = ReadonlyMap<ItemDef, readonly ItemDef[]>;

export interface Plan {
  /** Conditions that depend on themselves by a chain of other conditions and of the groups around them. */
  readonly circular: ReadonlySet<Condition>;
  /** Items in an order in which each stands after those it needs; items in a circle stand as they may. */
  readonly order: ReadonlyMap<ItemDef, number>;
}

const plans = new WeakMap<Form, Plan>();

/** In which order the conditions of a form can be decided; worked out once a form. */
export function planOf(form: Form): Plan {
  const before = plans.get(form);
  if (before) return before;
  const { knotOf, order } = knotsOf(form);
  const plan = { circular: circularConditions(form, knotOf), order };
  plans.set(form, plan);
  return plan;
}

function circularConditions(form: Form, knotOf: ReadonlyMap<ItemDef, number>): Set<Condition> {
  const circular = new Set<Condition>();
  for (const def of form.all) {
    for (const condition of def.conditions) {
      const target = targetOf(form, condition);
      if (target && (target === def || knotOf.get(target) === knotOf.get(def)))
        circular.add(condition);
    }
  }
  return circular;
}

/** Items in a circle of two or more; a condition on the item itself or below it is another fault. */
export function circularItems(form: Form): readonly ItemDef[] {
  const { knotOf } = knotsOf(form, (def, target) => target !== def && !isBelow(target, def));
  return form.all.filter((def) =>
    def.conditions.some((condition) => {
      const target = targetOf(form, condition);
      return (
        target && target !== def && !isBelow(target, def) && knotOf.get(target) === knotOf.get(def)
      );
    }),
  );
}

export function targetOf(form: Form, condition: Condition): ItemDef | undefined {
  return condition.question === undefined ? undefined : form.byLinkId.get(condition.question);
}

/** Numbers the sets of items that all depend on each other (Kosaraju's two passes, without recursion). */
function knotsOf(
  form: Form,
  counts: (def: ItemDef, target: ItemDef) => boolean = () => true,
): { knotOf: ReadonlyMap<ItemDef, number>; order: ReadonlyMap<ItemDef, number> } {
  const forward = new Map<ItemDef, ItemDef[]>();
  const backward = new Map<ItemDef, ItemDef[]>(form.all.map((def) => [def, []]));
  for (const def of form.all) {
    const targets = def.conditions
      .map((condition) => targetOf(form, condition))
      .filter((target): target is ItemDef => target !== undefined && counts(def, target));
    const needs = def.parent ? [...targets, def.parent] : targets;
    forward.set(def, needs);
    for (const need of needs) backward.get(need)?.push(def);
  }

  const seen = new Set<ItemDef>();
  const finished = form.all.flatMap((def) => finishing(def, forward, seen));
  const knots = new Map<ItemDef, number>();
  finished.toReversed().forEach((def, knot) => {
    const open = [def];
    for (let at = open.pop(); at; at = open.pop()) {
      if (knots.has(at)) continue;
      knots.set(at, knot);
      for (const dependent of backward.get(at) ?? []) open.push(dependent);
    }
  });
  return { knotOf: knots, order: new Map(finished.map((def, at) => [def, at])) };
}

/** Items reachable from one that were not seen before, each after those it needs. */
function finishing(start: ItemDef, edges: Edges, seen: Set<ItemDef>): ItemDef[] {
  const done: ItemDef[] = [];
  const stack: { def: ItemDef; next: number }[] = [];
  const enter = (def: ItemDef): void => {
    if (seen.has(def)) return;
    seen.add(def);
    stack.push({ def, next: 0 });
  };
  enter(start);
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const need = edges.get(top.def)?.[top.next];
    top.next += 1;
    if (need) enter(need);
    else {
      done.push(top.def);
      stack.pop();
    }
  }
  return done;
}
