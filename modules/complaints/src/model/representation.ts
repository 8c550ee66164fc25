import type { FormIssue } from './judge-form.ts';

export const RELATIONS = ['parent', 'guardian', 'relative'] as const;
export type Relation = (typeof RELATIONS)[number];
export const SUBJECTS = ['child', 'ward', 'adult'] as const;
export type RepresentedSubject = (typeof SUBJECTS)[number];

/** Who may file for whom, at which age and with what. Days as `YYYY-MM-DD`; ages in whole years. */
export interface RepresentationRule {
  readonly code: string;
  readonly validFrom: string;
  /** The last day; null without an end. */
  readonly validTo: string | null;
  readonly relation: Relation;
  readonly subject: RepresentedSubject;
  readonly ageFrom: number;
  /** The first age that the rule does not hold for; null without an end. */
  readonly ageBelow: number | null;
  readonly needsPaper: boolean;
  readonly needsConsent: boolean;
}

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
 * Whole years on a day; a year is complete on the birthday itself. Who was born on 29 February completes it on
 * 1 March of a year without that day. Both as `YYYY-MM-DD`; negative for a birthday to come.
 */
export function ageOn(bornOn: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return today.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

const holdsOn = ({ validFrom, validTo }: RepresentationRule, day: string): boolean =>
  validFrom <= day && (validTo === null || day <= validTo);

/** The newest version of each rule that holds on a day. */
export function rulesOn<Rule extends RepresentationRule>(
  rules: readonly Rule[],
  day: string,
): Rule[] {
  const newest = new Map<string, Rule>();
  for (const rule of rules) {
    const known = newest.get(rule.code);
    if (holdsOn(rule, day) && (!known || known.validFrom < rule.validFrom))
      newest.set(rule.code, rule);
  }
  return [...newest.values()];
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
