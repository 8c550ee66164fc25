import { AppError } from '@otklik/kernel';
import { readBytes, refusePacked } from '../read.ts';
import type { Call } from './call.ts';
import type { Json } from './json.ts';
import { refuse } from './outcome.ts';

/** A search parameter as the capability statement tells it. */
export interface Parameter {
  readonly name: string;
  readonly type: 'token' | 'reference' | 'date' | 'string' | 'uri' | 'special';
  readonly documentation?: string;
}

export const RESULT_PARAMETERS = new Set([
  '_count',
  '_cursor',
  '_format',
  '_include',
  '_include:iterate',
  '_include:recurse',
  '_pretty',
  '_sort',
  '_summary',
  '_total',
]);
const FORM = /^application\/x-www-form-urlencoded(?:\s*;.*)?$/i;
const FORM_MAX_bytes = 16 * 1024;
const PAGE_usual = 50;
export const PAGE_max = 200;

/** What of a search was understood, with what the next page's address repeats. */
export interface Search {
  readonly given: URLSearchParams;
  readonly strict: boolean;
  readonly limit: number;
  /** Only the number of what is found. */
  readonly counts_only: boolean;
  readonly counted: boolean;
  readonly cursor: readonly string[];
}

/** The query, and what a search by POST has in its body besides. */
async function parametersOf({ request, query }: Call): Promise<URLSearchParams> {
  const given = new URLSearchParams(query);
  if (request.method !== 'POST') return given;
  if (!FORM.test(request.headers.get('content-type')?.trim() ?? ''))
    throw refuse(415, 'not-supported', 'unsupported-media-type');
  refusePacked(request);
  const text = new TextDecoder().decode(await readBytes(request, FORM_MAX_bytes));
  for (const [name, value] of new URLSearchParams(text)) given.append(name, value);
  return given;
}

/** A parameter's name without its modifier or chain. */
const stem = (name: string): string => name.split(/[:.]/, 1)[0]!;

/**
 * Reads a search. What is not known is left out of the answer's own address, so that it shows what counted.
 * @param takes whole names with their modifiers
 * @throws FhirRefusal 400 for a modifier that is not known, and in strict handling for any unknown parameter
 */
export async function readSearch(call: Call, takes: ReadonlySet<string>): Promise<Search> {
  const all = await parametersOf(call);
  const strict = /\bhandling\s*=\s*strict\b/i.test(call.request.headers.get('prefer') ?? '');
  const given = new URLSearchParams();
  for (const [name, value] of all) {
    if (RESULT_PARAMETERS.has(name) || takes.has(name)) {
      if (value !== '') given.append(name, value);
      continue;
    }
    // A modifier changes what is meant: without it the answer would be another one.
    const isModified = name !== stem(name) && [...takes].some((one) => stem(one) === stem(name));
    if (strict || isModified) throw refuse(400, 'not-supported', 'search-parameter');
  }
  given.delete('_format');
  given.delete('_pretty');
  const count = given.get('_count');
  if (count !== null && !/^\d{1,9}$/.test(count)) throw refuse(400, 'invalid', '_count');
  const counts_only = given.get('_summary') === 'count' || Number(count ?? 1) === 0;
  return {
    given,
    strict,
    limit: Math.min(PAGE_max, Math.max(1, Number(count ?? PAGE_usual))),
    counts_only,
    counted: counts_only || given.get('_total') === 'accurate',
    cursor: cursorOf(given.get('_cursor')),
  };
}

/** @throws FhirRefusal 400 for what we did not give out */
function cursorOf(text: string | null): string[] {
  if (text === null) return [];
  const parts = Buffer.from(text, 'base64url').toString('utf8').split(' ');
  if (parts.some((part) => !/^[\w.:-]{1,80}$/.test(part))) throw refuse(400, 'invalid', '_cursor');
  return parts;
}

/** Each value of each repetition: within one they are alternatives, several must all hold. */
export function choicesOf(given: URLSearchParams, names: readonly string[]): string[][] {
  return names.flatMap((name) =>
    given.getAll(name).map((value) => value.split(',').map((one) => one.trim())),
  );
}

/** What is in all of them; undefined where nothing was asked, empty where nothing fits. */
export function inAll(sets: readonly (readonly string[])[]): string[] | undefined {
  if (sets.length === 0) return undefined;
  const [first = [], ...rest] = sets;
  return [...new Set(first)].filter((value) => rest.every((set) => set.includes(value)));
}

export interface Entry {
  readonly fullUrl: string;
  readonly resource: Json;
  readonly search: { readonly mode: 'match' | 'include' };
}

export const entryOf = (base: string, resource: Json, mode: 'match' | 'include'): Entry => ({
  fullUrl: `${base}/${String(resource['resourceType'])}/${String(resource['id'])}`,
  resource,
  search: { mode },
});

/**
 * The answer to a search. `total` is told where it is right: where it was counted, or where all is on the page.
 * @param next what the next page begins after; null: this is the last one
 */
export function searchset(
  call: Call,
  search: Search,
  found: {
    readonly path: string;
    readonly entries: readonly Entry[];
    readonly matches: number;
    readonly total: number | null;
    readonly next: readonly string[] | null;
  },
): Json {
  const address = (given: URLSearchParams): string => {
    const text = given.toString();
    return `${call.base}/${found.path}${text ? `?${text}` : ''}`;
  };
  const next = new URLSearchParams(search.given);
  if (found.next) next.set('_cursor', Buffer.from(found.next.join(' ')).toString('base64url'));
  const whole = found.next === null && search.cursor.length === 0 ? found.matches : null;
  const total = found.total ?? whole;
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total === null ? {} : { total }),
    link: [
      { relation: 'self', url: address(search.given) },
      ...(found.next && !search.counts_only ? [{ relation: 'next', url: address(next) }] : []),
    ],
    ...(search.counts_only || found.entries.length === 0 ? {} : { entry: found.entries }),
  };
}

/** Runs a search whose input may still be refused behind the waist: a wrong value is a wrong request here. */
export async function asRequest<Found>(work: () => Promise<Found>): Promise<Found> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid-input')
      throw refuse(400, 'invalid', 'search-parameter');
    throw error;
  }
}
