import { randomOf } from './random.ts';

/** An author: everybody is known by the number of their first case. */
export interface Author {
  readonly number: number;
  readonly signedIn: boolean;
  /** Whether the letter with the link is ever opened, by those who have no account. */
  readonly confirms: boolean;
}

function authorAt(seed: number, number: number): Author {
  const random = randomOf(seed, 'author', number);
  const signedIn = random.chance(0.45);
  return { number, signedIn, confirms: signedIn || random.chance(0.93) };
}

/** Who sent the case of this place: four of five are new, the others write again. */
export function authorOf(seed: number, index: number): Author {
  const number = earlierOne(seed, index);
  // Only a first case is returned to, else the first authors would collect them all.
  if (number === null || earlierOne(seed, number) !== null) return authorAt(seed, index);
  const earlier = authorAt(seed, number);
  // Who never opened the first letter does not write a second time.
  return earlier.confirms ? earlier : authorAt(seed, index);
}

function earlierOne(seed: number, index: number): number | null {
  const random = randomOf(seed, 'again', index);
  return index === 0 || random.chance(0.7) ? null : random.whole(0, index - 1);
}

/** The contact's id; told by the number alone, so that a later case finds it unread. */
export const contactIdOf = (seed: number, number: number, pastBegan_ms: number): string =>
  randomOf(seed, 'contact', number).id(pastBegan_ms);

export const emailOf = (number: number): string =>
  `s${String(number).padStart(5, '0')}@demo.example`;
