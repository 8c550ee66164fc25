import { expect, test } from 'vitest';
import { withParts } from '../src/lib/server/own-data.ts';

test('each case of the own copy has beside it who filed it and the systemic case with its plan', () => {
  const [a, b] = [{ number: '26-000001-1' }, { number: '26-000002-2' }];
  const taken = [{ number: b.number, contact: { phone: '1' } }];
  const joined = [{ number: a.number, systemic: '26-000003-3' }];
  expect(withParts([a, b], taken, joined)).toEqual([
    { ...a, assisted: null, systemic: joined[0] },
    { ...b, assisted: taken[0], systemic: null },
  ]);
});
