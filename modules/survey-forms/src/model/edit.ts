import { AppError } from '@otklik/kernel';
import type { Change, Undo } from './change.ts';
import { codeOf, newItem, settingsOf } from './item-members.ts';
import { without, type Json } from './json.ts';
import { conditionsOf, optionsAfter, translated } from './parts.ts';
import { findItem, insertInto, itemAt, itemsOf, replaceAt } from './tree.ts';

/** More items than this no form for people has. */
export const ITEMS_MAX = 300;
/** Groups within groups beyond this are not read on a page. */
export const DEPTH_MAX = 8;

export interface Edited {
  readonly resource: Json;
  readonly undo: Undo;
}

/**
 * Applies one change to a draft and says what takes it back. Pure; the form given stays as it is. A change may
 * leave a form that cannot be published (a condition on a question that is gone): the check says so, nothing is
 * mended behind the editor's back.
 *
 * @throws AppError unknown-reference { what: 'item' | 'option' }, already-exists { what: 'item' },
 * move-impossible { reason: 'inside-itself' | 'holds-nothing' | 'too-many' | 'too-deep' }
 */
export function applyChange(resource: Json, change: Change | Undo): Edited {
  switch (change.kind) {
    case 'add-item': {
      const item = newItem(resource, change);
      return put(resource, change.into, change.at, item, {
        kind: 'remove-item',
        linkId: change.linkId,
      });
    }
    case 'return-item': {
      const { into, at, item } = change;
      const undo: Undo = { kind: 'remove-item', linkId: String(item['linkId']) };
      return { resource: insertInto(resource, into, at, item), undo };
    }
    case 'remove-item': {
      const { path, item, parent } = itemAt(resource, change.linkId);
      const at = path.at(-1) ?? 0;
      return {
        resource: replaceAt(resource, path, null),
        undo: { kind: 'return-item', into: parent, at, item },
      };
    }
    case 'move-item':
      return move(resource, change);
    case 'put-title': {
      const { title, description } = change;
      const own = {
        title,
        ...(description !== undefined && { description: description ?? undefined }),
      };
      return replaceOwn(resource, null, (members) => settingsOf.plain(members, own));
    }
    case 'put-back':
      return replaceOwn(resource, change.linkId, () => change.own);
    case 'change-item':
      return replaceOwn(resource, change.linkId, (own) => settingsOf.item(own, change.set));
    case 'put-option':
      return replaceOwn(resource, change.linkId, (own) => optionsAfter(resource, own, change));
    case 'put-condition':
      return replaceOwn(resource, change.linkId, (own) => conditionsOf(resource, own, change));
    case 'put-translation':
      return replaceOwn(resource, change.linkId, (own) => translated(own, change));
    case 'put-code':
      return replaceOwn(resource, change.linkId, (own) => codeOf(resource, own, change.code));
  }
}

function put(resource: Json, into: string | null, at: number, item: Json, undo: Undo): Edited {
  if (findItem(resource, String(item['linkId'])))
    throw new AppError('already-exists', { what: 'item' });
  if ([...itemsOf(resource)].length >= ITEMS_MAX)
    throw new AppError('move-impossible', { reason: 'too-many' });
  if (into !== null) mustHold(resource, into);
  return { resource: insertInto(resource, into, at, item), undo };
}

/** @throws AppError move-impossible: a text between questions holds none, and a page reads no deeper */
function mustHold(resource: Json, into: string): void {
  const { item, path } = itemAt(resource, into);
  if (item['type'] === 'display')
    throw new AppError('move-impossible', { reason: 'holds-nothing' });
  if (path.length >= DEPTH_MAX) throw new AppError('move-impossible', { reason: 'too-deep' });
}

function move(resource: Json, change: Extract<Change, { kind: 'move-item' }>): Edited {
  const { linkId, into, at } = change;
  const { path, item, parent } = itemAt(resource, linkId);
  if (into !== null) {
    const held = [...itemsOf({ item: [item] })].some((one) => one.item['linkId'] === into);
    if (held) throw new AppError('move-impossible', { reason: 'inside-itself' });
    mustHold(resource, into);
  }
  const undo: Undo = { kind: 'move-item', linkId, into: parent, at: path.at(-1) ?? 0 };
  return { resource: insertInto(replaceAt(resource, path, null), into, at, item), undo };
}

/** Changes the members of an item, or of the form, but what it holds. */
function replaceOwn(resource: Json, linkId: string | null, change: (own: Json) => Json): Edited {
  if (linkId === null) {
    const own = without(resource, 'item');
    const changed = { ...change(own), ...('item' in resource && { item: resource['item'] }) };
    return { resource: changed, undo: { kind: 'put-back', linkId, own } };
  }
  const { path, item } = itemAt(resource, linkId);
  const own = without(item, 'item');
  const changed = { ...change(own), ...('item' in item && { item: item['item'] }) };
  return { resource: replaceAt(resource, path, changed), undo: { kind: 'put-back', linkId, own } };
}
