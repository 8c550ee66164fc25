import { isObject, objectsOf, textOf, without, type Json } from './json.ts';
import { DEPTH_MAX, ITEMS_MAX } from './edit.ts';
import { itemsOf } from './tree.ts';

/** Why a file is no form that can be kept, even as a draft. */
export type ImportFault =
  | 'not-json'
  | 'not-a-questionnaire'
  | 'no-address'
  | 'too-many-items'
  | 'too-deep'
  | 'text-too-long';

/** What was left out, and the editor is told. */
export type ImportNotice =
  | 'narrative-dropped'
  | 'meta-dropped'
  | 'contained-kept'
  | 'link-id-missing';

export interface Imported {
  readonly resource: Json;
  readonly notices: readonly ImportNotice[];
}

const TEXT_MAX = 4000;
const DROPPED: readonly (readonly [member: string, notice: ImportNotice])[] = [
  // Its markup would be shown to people, and is made by whoever sent the file.
  ['text', 'narrative-dropped'],
  ['meta', 'meta-dropped'],
];

/**
 * A FHIR R4 Questionnaire as a draft of ours: what nobody may see is dropped, the status becomes `draft`,
 * everything else stays word for word, faulty items too, so that the check names them.
 * @returns the faults when it cannot even be a draft: every one
 */
export function readImport(text: string): Imported | { readonly faults: readonly ImportFault[] } {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { faults: ['not-json'] };
  }
  if (!isObject(json) || json['resourceType'] !== 'Questionnaire')
    return { faults: ['not-a-questionnaire'] };
  const faults: ImportFault[] = [];
  if (!isAddress(textOf(json['url']))) faults.push('no-address');
  let count = 0;
  let deepest = 0;
  for (const { path } of itemsOf(json)) {
    count += 1;
    deepest = Math.max(deepest, path.length);
    if (count > ITEMS_MAX) break;
  }
  if (count > ITEMS_MAX) faults.push('too-many-items');
  if (deepest > DEPTH_MAX + 1) faults.push('too-deep');
  if (hasLongText(json)) faults.push('text-too-long');
  if (faults.length > 0) return { faults };
  const notices = DROPPED.filter(([member]) => member in json).map(([, notice]) => notice);
  if (objectsOf(json['contained']).length > 0) notices.push('contained-kept');
  if ([...itemsOf(json)].some(({ item }) => textOf(item['linkId']) === null))
    notices.push('link-id-missing');
  const resource = { ...without(json, ...DROPPED.map(([member]) => member)), status: 'draft' };
  return { resource, notices };
}

const isAddress = (url: string | null): boolean =>
  url !== null && url.length <= 500 && (/^https?:\/\/\S+$/.test(url) || /^urn:\S+$/.test(url));

function hasLongText(value: unknown): boolean {
  const stack = [value];
  while (stack.length > 0) {
    const node = stack.pop();
    if (typeof node === 'string' && node.length > TEXT_MAX) return true;
    if (Array.isArray(node)) stack.push(...(node as unknown[]));
    else if (isObject(node)) stack.push(...Object.values(node));
  }
  return false;
}

const STATUS = { draft: 'draft', published: 'active', retired: 'retired' } as const;

/** A stored version as others get it: with its version and the status its state is in FHIR's words. */
export const exported = (resource: Json, version: string, state: keyof typeof STATUS): Json => ({
  ...resource,
  version,
  status: STATUS[state],
});
