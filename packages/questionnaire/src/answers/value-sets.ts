import type { Form, ItemDef } from '../form.ts';
import type { Json } from '../json.ts';
import { objectsOf } from '../json.ts';

/**
 * Answers whether a value set holds a coding; undefined when it does not know. The engine itself knows only
 * sets contained in the form.
 */
export type Terminology = (valueSet: string, coding: Json) => boolean | undefined;

/** Value sets of one form while one response is judged. */
export class ValueSets {
  readonly #contained: ReadonlyMap<string, Json>;
  readonly #terminology: Terminology | undefined;
  readonly #unchecked = new Set<string>();

  constructor(form: Form, terminology?: Terminology) {
    const sets = objectsOf(form.raw['contained']).filter(
      (one) => one['resourceType'] === 'ValueSet',
    );
    this.#contained = new Map(sets.map((set) => [`#${String(set['id'])}`, set]));
    this.#terminology = terminology;
  }

  /** linkIds whose answers could not be held against their value set. */
  get unchecked(): readonly string[] {
    return [...this.#unchecked];
  }

  has(url: string, coding: Json, def: ItemDef): boolean | undefined {
    const contained = this.#contained.get(url);
    const known = contained ? holds(contained, coding) : undefined;
    const answer = known ?? this.#terminology?.(url, coding);
    if (answer === undefined) this.#unchecked.add(def.linkId ?? '');
    return answer;
  }
}

function holds(set: Json, coding: Json): boolean | undefined {
  const [expansion] = objectsOf([set['expansion']]);
  if (expansion) return objectsOf(expansion['contains']).some((one) => isExpanded(one, coding, 0));
  const [compose] = objectsOf([set['compose']]);
  if (!compose) return undefined;
  const out = oneOf(objectsOf(compose['exclude']), coding);
  if (out !== false) return out === undefined ? undefined : false;
  return oneOf(objectsOf(compose['include']), coding);
}

const DEEPEST = 20;

function isExpanded(one: Json, coding: Json, depth: number): boolean {
  if (one['abstract'] !== true && same(one['system'], one['code'], coding)) return true;
  if (depth > DEEPEST) return false;
  return objectsOf(one['contains']).some((inner) => isExpanded(inner, coding, depth + 1));
}

/** true: one part holds it; undefined: a part needs a terminology server to say. */
function oneOf(parts: readonly Json[], coding: Json): boolean | undefined {
  let unsure = false;
  for (const part of parts) {
    if (part['filter'] !== undefined || part['valueSet'] !== undefined) {
      unsure = true;
      continue;
    }
    const concepts = part['concept'];
    if (concepts === undefined && part['system'] === coding['system']) {
      unsure = true;
      continue;
    }
    if (objectsOf(concepts).some((concept) => same(part['system'], concept['code'], coding)))
      return true;
  }
  return unsure ? undefined : false;
}

function same(system: unknown, code: unknown, coding: Json): boolean {
  return code !== undefined && code === coding['code'] && system === coding['system'];
}
