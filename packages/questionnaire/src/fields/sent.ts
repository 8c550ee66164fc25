import type { Entry } from './names.ts';
import { OTHER_WORDS } from './names.ts';

/** Fields of one name that are read; a page has far fewer. */
const MOST_VALUES = 200;

/** The fields of a sent form by name, blank ones too. */
export class Sent {
  readonly #values = new Map<string, string[]>();
  /** Instances of repeating groups that fields speak of, by the group's key. */
  readonly #instances = new Map<string, number>();

  constructor(entries: Iterable<Entry>) {
    for (const [name, value] of entries) {
      const values = this.#values.get(name);
      if (!values) this.#values.set(name, [value]);
      else if (values.length < MOST_VALUES) values.push(value);
      for (const found of name.matchAll(/\[(\d{1,3})\]\//g)) {
        const key = name.slice(0, found.index);
        const count = Number(found[1]) + 1;
        if (count > (this.#instances.get(key) ?? 0)) this.#instances.set(key, count);
      }
    }
  }

  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }

  first(name: string): string | undefined {
    return this.#values.get(name)?.[0];
  }

  /** Whether the field of an item was there, or its part with free words. */
  has(key: string): boolean {
    return this.#values.has(key) || this.#values.has(`${key}${OTHER_WORDS}`);
  }

  /** How many instances the fields speak of: one more than the greatest number. */
  instancesOf(key: string): number {
    return this.#instances.get(key) ?? 0;
  }
}
