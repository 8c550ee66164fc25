import { refuse } from './refusal.ts';

export const BODY_MAX_KIB = 256;
const FORM = /^application\/x-www-form-urlencoded(?:\s*;\s*charset="?utf-8"?)?$/i;

/** Parameters by name; an empty one is not there, as if it had not been sent. */
export class Parameters {
  readonly #given: ReadonlyMap<string, readonly string[]>;
  constructor(given: ReadonlyMap<string, readonly string[]>) {
    this.#given = given;
  }
  /** @throws Refusal 400 for one that is given more than once with different values */
  one(name: string): string | undefined {
    const values = new Set(this.#given.get(name));
    if (values.size > 1) throw refuse(400, 'repeated', { field: name });
    return values.values().next().value;
  }
  all(name: string): readonly string[] {
    return this.#given.get(name) ?? [];
  }
  /** A list with commas; undefined when it is not there or holds nothing. */
  list(name: string): string[] | undefined {
    const items = (this.one(name) ?? '').split(',').map((item) => item.trim());
    const named = [...new Set(items)].filter((item) => item !== '');
    return named.length > 0 ? named : undefined;
  }
  names(): string[] {
    return [...this.#given.keys()];
  }
  /** Both; what stands in either counts. */
  with(other: Parameters): Parameters {
    const both = new Map(this.#given);
    for (const [name, values] of other.#given)
      both.set(name, [...(both.get(name) ?? []), ...values]);
    return new Parameters(both);
  }
}

const decoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));

/**
 * What `application/x-www-form-urlencoded` says, strictly: broken escapes are refused, not guessed.
 * @throws Refusal 400
 */
export function parseForm(text: string): Parameters {
  const given = new Map<string, string[]>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    try {
      const plain = decoded(value);
      if (plain.trim() === '') continue;
      const key = decoded(name);
      given.set(key, [...(given.get(key) ?? []), plain]);
    } catch {
      throw refuse(400, 'malformed');
    }
  }
  return new Parameters(given);
}

export const queryOf = (request: Request): Parameters =>
  parseForm(new URL(request.url).search.slice(1));

/**
 * The body of a filing, counted while it comes: no length that is claimed is believed.
 * @throws Refusal 415 for another type, 413 beyond 256 KiB, 400 for what is no UTF-8 or no form
 */
export async function bodyOf(request: Request): Promise<Parameters> {
  if (!FORM.test(request.headers.get('content-type')?.trim() ?? ''))
    throw refuse(415, 'media-type');
  const tooLarge = () => refuse(413, 'body-large', { max: BODY_MAX_KIB });
  if (Number(request.headers.get('content-length') ?? 0) > BODY_MAX_KIB * 1024) throw tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.length;
    if (size > BODY_MAX_KIB * 1024) throw tooLarge();
    parts.push(part);
  }
  try {
    return parseForm(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts, size)));
  } catch (error) {
    if (error instanceof TypeError) throw refuse(400, 'malformed');
    throw error;
  }
}
