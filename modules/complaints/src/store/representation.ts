import { regionId } from '@otklik/cases';
import type { Timestamp } from '@otklik/db';
import type { Tx } from '@otklik/kernel';
import type { Selectable } from 'kysely';
import type {
  Relation,
  Represented,
  RepresentationRule,
  RepresentedSubject,
} from '../model/representation.ts';

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

export interface RepresentationRuleTable {
  region_id: string;
  code: string;
  valid_from: string;
  valid_to: string | null;
  relation: Relation;
  subject: RepresentedSubject;
  age_from_years: number;
  age_below_years: number | null;
  needs_paper: boolean;
  needs_consent: boolean;
  note_ru: string;
  note_en: string;
  source: string | null;
  verified: boolean;
  changed_by: string | null;
  changed_at: Timestamp | null;
}

declare module '@otklik/db' {
  interface Tables {
    case_representation: CaseRepresentationTable;
    representation_rules: RepresentationRuleTable;
  }
}

/** A rule as its desk page shows it. */
export interface KnownRule extends RepresentationRule {
  readonly noteRu: string;
  readonly noteEn: string;
  readonly source: string | null;
  readonly verified: boolean;
}

const ruleOf = (row: Selectable<RepresentationRuleTable>): KnownRule => ({
  code: row.code,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  relation: row.relation,
  subject: row.subject,
  ageFrom: row.age_from_years,
  ageBelow: row.age_below_years,
  needsPaper: row.needs_paper,
  needsConsent: row.needs_consent,
  noteRu: row.note_ru,
  noteEn: row.note_en,
  source: row.source,
  verified: row.verified,
});

/** Every version of every rule of the region, the newest of each first. */
export async function representationRules(tx: Tx): Promise<KnownRule[]> {
  const rows = await tx.db
    .selectFrom('representation_rules')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .orderBy('code')
    .orderBy('valid_from', 'desc')
    .execute();
  return rows.map(ruleOf);
}

/** Writes a version of a rule; a version from the same day is replaced. */
export async function putRule(
  tx: Tx,
  rule: Omit<KnownRule, 'validTo'> & { readonly validTo?: string | null | undefined },
  by: string,
): Promise<void> {
  const columns = {
    valid_to: rule.validTo ?? null,
    relation: rule.relation,
    subject: rule.subject,
    age_from_years: rule.ageFrom,
    age_below_years: rule.ageBelow,
    needs_paper: rule.needsPaper,
    needs_consent: rule.needsConsent,
    note_ru: rule.noteRu,
    note_en: rule.noteEn,
    source: rule.source,
    verified: rule.verified,
    changed_by: by,
    changed_at: tx.now,
  };
  await tx.db
    .insertInto('representation_rules')
    .values({ region_id: regionId(tx), code: rule.code, valid_from: rule.validFrom, ...columns })
    .onConflict((conflict) =>
      conflict.columns(['region_id', 'code', 'valid_from']).doUpdateSet(columns),
    )
    .execute();
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
