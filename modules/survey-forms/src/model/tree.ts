import { AppError } from '@otklik/kernel';
import { isObject, without, type Json } from './json.ts';

// Where an item stands in a form, and copies of the form with one place changed.

/** Places from the outermost list of items inwards. */
export type Path = readonly number[];

export interface Found {
  readonly path: Path;
  readonly item: Json;
  /** linkId of the item above; null for an outermost one. */
  readonly parent: string | null;
}

/** Every item with its place, in the order in which the form is read. */
export function* itemsOf(
  holder: Json,
  above: Path = [],
  parent: string | null = null,
): Generator<Found> {
  const list = Array.isArray(holder['item']) ? (holder['item'] as unknown[]) : [];
  for (const [at, item] of list.entries()) {
    if (!isObject(item)) continue;
    const path = [...above, at];
    yield { path, item, parent };
    const linkId = typeof item['linkId'] === 'string' ? item['linkId'] : null;
    yield* itemsOf(item, path, linkId);
  }
}

export function findItem(form: Json, linkId: string): Found | null {
  for (const found of itemsOf(form)) if (found.item['linkId'] === linkId) return found;
  return null;
}

/** @throws AppError unknown-reference { what: 'item' } */
export function itemAt(form: Json, linkId: string): Found {
  const found = findItem(form, linkId);
  if (!found) throw new AppError('unknown-reference', { what: 'item' });
  return found;
}

/** A copy of the form with the item at a place replaced; null takes it away. */
export function replaceAt(holder: Json, path: Path, item: Json | null): Json {
  const [at = 0, ...rest] = path;
  const list = Array.isArray(holder['item']) ? [...(holder['item'] as unknown[])] : [];
  if (rest.length > 0) list[at] = replaceAt(list[at] as Json, rest, item);
  else if (item) list[at] = item;
  else list.splice(at, 1);
  return list.length > 0 ? { ...holder, item: list } : without(holder, 'item');
}

/**
 * A copy of the form with an item put into a list, before the one that stands at `at`; beyond the end it is
 * put last.
 * @param into linkId of the item that shall hold it; null for the outermost list
 */
export function insertInto(form: Json, into: string | null, at: number, item: Json): Json {
  const put = (holder: Json): Json => {
    const list = Array.isArray(holder['item']) ? [...(holder['item'] as unknown[])] : [];
    list.splice(Math.min(at, list.length), 0, item);
    return { ...holder, item: list };
  };
  if (into === null) return put(form);
  const { path, item: holder } = itemAt(form, into);
  return replaceAt(form, path, put(holder));
}
