import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import '@otklik/survey-forms';

const TEXT_TYPES = ['text', 'string', 'open-choice'];
const DEPTH_MAX = 20;

/**
 * The linkIds under which some form of the region takes words: a comment's hash is made of its receipt and the
 * linkId, so these are the places to look in. Few: forms share them.
 */
export async function textItems(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.db
    .selectFrom('survey_form_versions')
    .select('resource')
    .where('region_id', '=', regionId(tx))
    .where('state', '!=', 'draft')
    .execute();
  const found = new Set<string>();
  for (const { resource } of rows) collect(resource, found, DEPTH_MAX);
  return [...found];
}

function collect(node: unknown, found: Set<string>, depth: number): void {
  if (depth === 0 || typeof node !== 'object' || node === null) return;
  const { type, linkId, item } = node as Readonly<Record<string, unknown>>;
  if (typeof linkId === 'string' && TEXT_TYPES.includes(String(type))) found.add(linkId);
  if (Array.isArray(item)) for (const child of item) collect(child, found, depth - 1);
}
