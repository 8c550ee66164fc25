import { expect, test } from 'vitest';
import type { Grant } from '@otklik/kernel';
import { mayGrant } from '../src/model.ts';

const clinic = { kind: 'clinic', id: 'c1' } as const;
const administrator = (reach: Grant['reach']): Grant[] => [{ role: 'administrator', reach }];

test.each([
  ['a region’s administrator appoints a moderator', { kind: 'region' }, clinic, 'moderator', true],
  ['a clinic’s administrator appoints its executor', clinic, clinic, 'executor', true],
  ['a clinic’s administrator appoints no moderator of it', clinic, clinic, 'moderator', false],
  ['nor a controller', clinic, clinic, 'controller', false],
  ['a clinic’s administrator appoints clerks of the clinic', clinic, clinic, 'clerk', true],
  ['nor a clerk of the hotline', clinic, { kind: 'district', id: 'd1' }, 'clerk', false],
  ['nor one of the region', clinic, { kind: 'region' }, 'clerk', false],
  ['nor for another clinic', clinic, { kind: 'clinic', id: 'c2' }, 'executor', false],
  ['nor for the region', clinic, { kind: 'region' }, 'executor', false],
] as const)('%s', (_, own, wanted, role, expected) => {
  expect(mayGrant(administrator(own), wanted, role)).toBe(expected);
});
