import { readFileSync } from 'node:fs';

const file = new URL('../../../data/similar/concepts-ru.json', import.meta.url);
const { concepts } = JSON.parse(readFileSync(file, 'utf8')) as {
  concepts: Readonly<Record<string, string>>;
};

/** Beginnings of words (without their star) and whole words, with what they speak of. */
const beginnings = new Map<string, string[]>();
const whole = new Map<string, string[]>();
for (const [concept, words] of Object.entries(concepts))
  for (const word of words.split(' ')) {
    const starred = word.endsWith('*');
    const key = starred ? word.slice(0, -1) : word;
    const table = starred ? beginnings : whole;
    table.set(key, [...(table.get(key) ?? []), concept]);
  }
const SHORTEST = Math.min(...[...beginnings.keys()].map((key) => key.length));

/** What a word in lower case («ё» as «е») speaks of: nothing, or one concept or several. */
export function conceptsOf(word: string): string[] {
  const found = [...(whole.get(word) ?? [])];
  for (let length = SHORTEST; length <= word.length; length++)
    found.push(...(beginnings.get(word.slice(0, length)) ?? []));
  return found;
}
