/**
 * A word list for context words. A plain entry matches words that begin with it; one with `=` in front
 * matches only the whole word. All in small letters, ё as е.
 */
export class Lexicon {
  readonly #whole = new Set<string>();
  readonly #stems = new Set<string>();
  #shortest = Infinity;
  #longest = 0;

  constructor(entries: string) {
    for (const entry of entries.split(/\s+/)) {
      if (entry === '') continue;
      if (entry.startsWith('=')) this.#whole.add(entry.slice(1));
      else {
        this.#stems.add(entry);
        this.#shortest = Math.min(this.#shortest, entry.length);
        this.#longest = Math.max(this.#longest, entry.length);
      }
    }
  }

  has(word: string): boolean {
    if (this.#whole.has(word)) return true;
    const longest = Math.min(this.#longest, word.length);
    for (let length = this.#shortest; length <= longest; length += 1)
      if (this.#stems.has(word.slice(0, length))) return true;
    return false;
  }
}
