import { randomInt } from 'node:crypto';

// Without letters and digits that are mistaken for one another on a wall.
const SIGNS = '23456789abcdefghjkmnpqrstvwxyz';
const SIGNS_n = 8;

/** Eight signs that can be read from a poster and typed. */
export const newCode = (): string =>
  Array.from({ length: SIGNS_n }, () => SIGNS[randomInt(SIGNS.length)]).join('');

/** What somebody typed, as a code is kept. */
export const readCode = (typed: string): string => typed.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
