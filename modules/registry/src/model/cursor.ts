import { AppError } from '@otklik/kernel';

interface Position {
  readonly score: number;
  readonly key: string;
}

/** A place in a list as it stands in an address: opaque, URL-safe. */
export const formatCursor = ({ score, key }: Position): string =>
  Buffer.from(`${score} ${key}`).toString('base64url');

/** @throws AppError invalid-input when it was not made by `formatCursor` */
export function parseCursor(cursor: string): Position {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const space = text.indexOf(' ');
  const score = Number(text.slice(0, space));
  const key = text.slice(space + 1);
  if (space < 1 || !Number.isSafeInteger(score) || Math.abs(score) > 1e6 || !/^[\w|.-]+$/.test(key))
    throw new AppError('invalid-input', { reason: 'cursor' });
  return { score, key };
}
