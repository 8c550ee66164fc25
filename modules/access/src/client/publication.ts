import { FILES_max } from './limits.ts';

export const TYPES = ['Location', 'PractitionerRole', 'Schedule', 'Slot'] as const;
export type FileType = (typeof TYPES)[number];

export interface PublishedFile {
  readonly type: FileType;
  readonly url: string;
}

export interface Publication {
  readonly at: Date | null;
  readonly files: readonly PublishedFile[];
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** States may come as a list, as one bare word, or not at all, which means all. */
function statesIn(extension: unknown): readonly string[] | null {
  const told = isObject(extension) ? extension['state'] : undefined;
  const list = typeof told === 'string' ? [told] : Array.isArray(told) ? told : null;
  return list && list.filter((one): one is string => typeof one === 'string');
}

/**
 * Reads a manifest. Types and extensions nobody knows are left out; addresses may be relative to it.
 * @param states only files that may hold something of these; null: all
 * @returns null where it is no manifest
 */
export function publicationFrom(
  text: string,
  base: string,
  states: readonly string[] | null,
): Publication | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(read) || !Array.isArray(read['output'])) return null;
  const at = Date.parse(String(read['transactionTime']));
  const files = new Map<string, PublishedFile>();
  for (const one of read['output'] as unknown[]) {
    if (!isObject(one)) continue;
    const type = TYPES.find((name) => name === one['type']);
    const url = URL.parse(String(one['url']), base)?.href;
    const told = statesIn(one['extension']);
    const wanted = !states || !told || told.some((state) => states.includes(state));
    if (type && url && wanted && url.length <= 500) files.set(url, { type, url });
  }
  return {
    at: Number.isNaN(at) ? null : new Date(at),
    // Places and schedules first: slots are read by them.
    files: [...files.values()]
      .toSorted((a, b) => TYPES.indexOf(a.type) - TYPES.indexOf(b.type))
      .slice(0, FILES_max),
  };
}
