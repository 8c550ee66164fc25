import {
  ageOn,
  rulesOn,
  type Relation,
  type RepresentationRule,
  type RepresentedSubject,
} from '@otklik/registry';
import type { FormIssue } from './judge-form.ts';

export {
  ageOn,
  RELATIONS,
  rulesOn,
  SUBJECTS,
  type Relation,
  type RepresentationRule,
  type RepresentedSubject,
} from '@otklik/registry';

/** What somebody says who files for another. */
export interface ForWhom {
  readonly relation: Relation;
  /** `YYYY-MM-DD`; only the age is kept. */
  readonly bornOn: string;
  /** A clerk has seen the paper. */
  readonly papersSeen?: boolean | undefined;
  /** The one it is about agrees. */
  readonly consent?: boolean | undefined;
}

export interface Represented {
  readonly relation: Relation;
  readonly subject: RepresentedSubject;
  readonly age_years: number;
  readonly rule_code: string;
  readonly rule_from: string;
  readonly papers_seen: boolean;
}

/**
 * Judges who files for whom by the rules of the day. At the public form nobody looks at papers: what needs one
 * is taken, and the moderator reads that none was seen; before a clerk (`shown`) it has to be there.
 */
export function judgeForWhom(
  rules: readonly RepresentationRule[],
  { relation, bornOn, papersSeen = false, consent = false }: ForWhom,
  today: string,
  shown: boolean,
): { readonly found: Represented | null; readonly issues: readonly FormIssue[] } {
  const age = ageOn(bornOn, today);
  const wrong = (path: string, code: string) => ({
    found: null,
    issues: [{ path: `forWhom.${path}`, code }],
  });
  if (bornOn > today) return wrong('bornOn', 'in-the-future');
  const rule = rulesOn(rules, today).find(
    (one) =>
      one.relation === relation &&
      one.ageFrom <= age &&
      (one.ageBelow === null || age < one.ageBelow),
  );
  if (!rule || age > 120) return wrong('relation', 'no-rule-for-this-age');
  if (rule.needsConsent && !consent) return wrong('consent', 'consent-required');
  if (rule.needsPaper && shown && !papersSeen) return wrong('papersSeen', 'paper-required');
  return {
    found: {
      relation,
      subject: rule.subject,
      age_years: age,
      rule_code: rule.code,
      rule_from: rule.validFrom,
      papers_seen: shown && papersSeen,
    },
    issues: [],
  };
}
