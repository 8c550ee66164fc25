import { randomUUID } from 'node:crypto';
import type { Actor, StaffRole } from '@otklik/kernel';
import { REGION } from '../../../tests/support/installation.ts';

/** Somebody with one role over the whole region, second factor given. */
export const staff = (role: StaffRole): Actor => ({
  kind: 'person',
  region: REGION,
  personId: randomUUID(),
  sessionId: randomUUID(),
  grants: [{ role, reach: { kind: 'region' } }],
  secondFactor: true,
  origin: 'desk',
});

export const visitor: Actor = { kind: 'visitor', region: REGION, origin: 'hall' };

/** Grades of the open form as a browser sends them. */
export const grades = (professionalism: number, kindness = 9): [string, string][] => [
  ['criteria/criterion-professionalism', String(professionalism)],
  ['criteria/criterion-kindness', String(kindness)],
];
