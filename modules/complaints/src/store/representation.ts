import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import type { Relation, Represented, RepresentedSubject } from '../model/representation.ts';

export {
  putRepresentationRule as putRule,
  representationRules,
  type KnownRepresentationRule as KnownRule,
} from '@otklik/registry';

export interface CaseRepresentationTable {
  region_id: string;
  case_id: string;
  relation: Relation;
  subject: RepresentedSubject;
  age_years: number;
  rule_code: string;
  rule_from: string;
  papers_seen: boolean;
}

declare module '@otklik/db' {
  interface Tables {
    case_representation: CaseRepresentationTable;
  }
}

export async function insertRepresentation(
  tx: Tx,
  caseId: string,
  found: Represented,
): Promise<void> {
  await tx.db
    .insertInto('case_representation')
    .values({ region_id: regionId(tx), case_id: caseId, ...found })
    .execute();
}

/** For whom a case was filed; nothing where its author wrote for themselves. */
export const representationOf = (tx: Tx, caseId: string) =>
  tx.db
    .selectFrom('case_representation')
    .select(['relation', 'subject', 'age_years', 'rule_code', 'papers_seen'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .executeTakeFirst();
