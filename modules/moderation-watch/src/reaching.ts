import { reaches, type CaseRow } from '@otklik/cases';
import type { Grant, StaffRole } from '@otklik/kernel';

/** Grants of one role. */
export const grantsWithRole = (grants: readonly Grant[], role: StaffRole): Grant[] =>
  grants.filter((grant) => grant.role === role);

/** Whether at least one of the grants reaches the case. */
export const reachesAny = (grants: readonly Grant[], row: CaseRow): boolean =>
  grants.some((grant) => reaches(grant, row));
