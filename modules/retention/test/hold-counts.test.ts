import { expect, test } from 'vitest';
import { holdCounts } from '../src/model.ts';

const now = new Date('2026-06-10T23:59:59Z');
const lifted = new Date('2026-06-01T00:00:00Z');

test.each([
  ['without an end', null, null, true],
  ['on its last day', '2026-06-10', null, true],
  ['before its last day', '2026-12-31', null, true],
  ['after its last day', '2026-06-09', null, false],
  ['lifted', null, lifted, false],
  ['lifted before its last day', '2026-12-31', lifted, false],
])('a hold %s', (_title, until, liftedAt, counts) => {
  expect(holdCounts({ until, liftedAt }, now)).toBe(counts);
});
