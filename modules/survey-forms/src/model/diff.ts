import { stable, without, type Json } from './json.ts';
import { itemsOf } from './tree.ts';

export interface ChangedItem {
  readonly linkId: string;
  /** Members of the item that differ. */
  readonly members: readonly string[];
}

export interface FormDiff {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Stand elsewhere among those that both forms have. */
  readonly moved: readonly string[];
  readonly changed: readonly ChangedItem[];
  /** Members of the form itself. */
  readonly form: readonly string[];
}

interface Placed {
  readonly item: Json;
  readonly parent: string | null;
}

/** Members that say which version it is, not what it asks. */
const OF_VERSION = ['version', 'status', 'date', 'item'];

function placed(form: Json): Map<string, Placed> {
  const found = new Map<string, Placed>();
  for (const { item, parent } of itemsOf(form)) {
    const linkId = String(item['linkId']);
    if (!found.has(linkId)) found.set(linkId, { item: without(item, 'item'), parent });
  }
  return found;
}

function differing(a: Json, b: Json): string[] {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  const bare = [...names].filter((name) => stable(a[name]) !== stable(b[name]));
  return [...new Set(bare.map((name) => name.replace(/^_/, '')))].toSorted();
}

/** What a newer form asks otherwise than an older one, by linkId. */
export function diffForms(older: Json, newer: Json): FormDiff {
  const before = placed(older);
  const after = placed(newer);
  const both = [...after.keys()].filter((linkId) => before.has(linkId));
  const order = [...before.keys()].filter((linkId) => after.has(linkId));
  const stays = new Set(longestCommon(order, both));
  return {
    added: [...after.keys()].filter((linkId) => !before.has(linkId)),
    removed: [...before.keys()].filter((linkId) => !after.has(linkId)),
    moved: both.filter(
      (linkId) => !stays.has(linkId) || before.get(linkId)?.parent !== after.get(linkId)?.parent,
    ),
    changed: both.flatMap((linkId) => {
      const members = differing(before.get(linkId)!.item, after.get(linkId)!.item);
      return members.length > 0 ? [{ linkId, members }] : [];
    }),
    form: differing(without(older, ...OF_VERSION), without(newer, ...OF_VERSION)),
  };
}

/** The longest row that both orders have: whoever is not in it was moved. */
function longestCommon(a: readonly string[], b: readonly string[]): string[] {
  const place = new Map(b.map((linkId, at) => [linkId, at]));
  // Each linkId stands once in both, so this is the longest rising row of places.
  const tails: number[] = [];
  const before = new Map<number, number>();
  for (const linkId of a) {
    const at = place.get(linkId)!;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tails[middle]! < at) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before.set(at, tails[low - 1]!);
    tails[low] = at;
  }
  const row: string[] = [];
  for (let at = tails.at(-1); at !== undefined; at = before.get(at)) row.unshift(b[at]!);
  return row;
}
