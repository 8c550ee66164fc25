import { AppError } from './errors.ts';

const DEPTH_MAX = 32;
const KEYS_MAX = 1000;
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Refuses what PostgreSQL or a later reader would choke on, before zod looks at it:
 * NUL and lone surrogates in any string or key, moments that are none, depth over 32, more than 1,000 keys in all.
 * See docs/reference/threat-model.md, a malicious request or file.
 *
 * @throws AppError invalid-input
 */
export function refuseHostileInput(value: unknown): void {
  let keys = 0;
  const visit = (node: unknown, depth: number): void => {
    if (depth > DEPTH_MAX) throw new AppError('invalid-input', { reason: 'too-deep' });
    if (typeof node === 'string') {
      if (node.includes('\0') || LONE_SURROGATE.test(node))
        throw new AppError('invalid-input', { reason: 'unstorable-text' });
      return;
    }
    if (node === null || typeof node !== 'object') return;
    if (node instanceof Uint8Array) return;
    if (node instanceof Date) {
      if (Number.isNaN(node.getTime()))
        throw new AppError('invalid-input', { reason: 'no-such-date' });
      return;
    }
    for (const [key, child] of Object.entries(node)) {
      keys += 1;
      if (keys > KEYS_MAX) throw new AppError('invalid-input', { reason: 'too-many-keys' });
      if (key === '__proto__') throw new AppError('invalid-input', { reason: 'forbidden-key' });
      visit(key, depth);
      visit(child, depth + 1);
    }
  };
  visit(value, 0);
}
