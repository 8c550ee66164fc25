import type { Tx } from '@otklik/kernel';
import { grantsOfPerson } from './store/index.ts';

/** Where the signed-in person goes next: staff give their second factor, or enrol one, first. */
export type NextStep = 'home' | 'desk' | 'second-factor' | 'enrol';

/** `enrolled`: the person has a second factor; `given`: it was given at this very sign-in. */
export async function nextStep(
  tx: Tx,
  personId: string,
  { enrolled, given }: { enrolled: boolean; given: boolean },
): Promise<NextStep> {
  const isStaff = (await grantsOfPerson(tx, personId)).length > 0;
  if (given || !(isStaff || enrolled)) return isStaff ? 'desk' : 'home';
  return enrolled ? 'second-factor' : 'enrol';
}
