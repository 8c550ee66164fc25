import { readFileSync } from 'node:fs';

const file = new URL('../../data/danger-words-ru.json', import.meta.url);
const { phrases } = JSON.parse(readFileSync(file, 'utf8')) as { phrases: string[] };

const plain = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');
const escaped = (word: string): string => word.replace(/[.+?^${}()|[\]\\]/g, '\\$&');

/** `угрожа* ножом` → the words one after another, the starred ones with any ending. */
const patterns = phrases.map((phrase) => {
  const words = plain(phrase)
    .split(' ')
    .map((word) => escaped(word).replaceAll('*', '[а-я]*'));
  return { phrase, found: new RegExp(`(?<![а-я])${words.join('[\\s,]+')}(?![а-я])`, 'u') };
});

/**
 * Phrases of the word list that a text holds, as the list spells them. A suggestion and nothing more:
 * what follows is decided by the author and by whoever is on duty.
 */
export const dangerIn = (...texts: readonly (string | null | undefined)[]): string[] => {
  const text = plain(texts.filter(Boolean).join('\n'));
  return patterns.filter(({ found }) => found.test(text)).map(({ phrase }) => phrase);
};
