import { offeredBy, type Form, type ItemDef } from '@otklik/questionnaire';
import { TEXT_CHARACTERS_MAX } from './finding.ts';
import { objectsOf } from './json.ts';

const CYRILLIC_bytes = 2;
const INSTANCES = 3;
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/**
 * How large a response to a form can be: every text filled to its limit with Cyrillic letters, every box
 * ticked, three instances of what repeats. An upper bound: questions that exclude each other count both.
 * @returns bytes of its JSON
 */
export function largestResponse_bytes(form: Form): number {
  return 200 + form.items.reduce((sum, def) => sum + ofItem(def), 0);
}

function ofItem(def: ItemDef): number {
  if (def.type === 'display') return 0;
  const frame = bytesOf({ linkId: def.linkId, answer: [{}] });
  const below = def.children.reduce((sum, child) => sum + ofItem(child), 0);
  if (def.type === 'group') return (frame + below) * (def.repeats ? INSTANCES : 1);
  const options = offeredBy(def).map((option) =>
    bytesOf({ [`value${option.type}`]: option.value }),
  );
  const labels = objectsOf(def.raw['answerOption']).map(({ valueCoding }) =>
    valueCoding === undefined ? 0 : bytesOf((valueCoding as { display?: string }).display ?? ''),
  );
  const bare = options.map((size, at) => Math.min(size - (labels[at] ?? 0), 300));
  const chosen = def.repeats ? bare.reduce((sum, size) => sum + size, 0) : Math.max(0, ...bare);
  return frame + chosen + textIn(def) * (def.repeats && bare.length === 0 ? INSTANCES : 1) + below;
}

function textIn({ type, raw }: ItemDef): number {
  const limit = typeof raw['maxLength'] === 'number' ? raw['maxLength'] : TEXT_CHARACTERS_MAX;
  if (type === 'text' || type === 'string' || type === 'open-choice')
    return Math.min(limit, TEXT_CHARACTERS_MAX) * CYRILLIC_bytes;
  if (type === 'url') return Math.min(limit, 300);
  return type === 'choice' ? 0 : 60;
}
