import type { Instance } from './instances.ts';

export type Level = 'error' | 'warning';
export type Severity = 'fatal' | 'error' | 'warning';

/** One finding about a response. Sentences for people are the caller's: this says what and where. */
export interface Finding {
  /** FHIRPath of the item, or `QuestionnaireResponse` and its `.questionnaire` and `.authored`. */
  readonly item: string;
  /** Index of the answer, when the finding is about one. */
  readonly answer: number | null;
  readonly linkId: string | null;
  /** `fatal` and `error` are one level. */
  readonly level: Level;
  readonly severity: Severity;
  /** FHIR's issue type. */
  readonly code: string;
  readonly rule: Rule;
}

type Kind = readonly [severity: Severity, code: string];

const STRUCTURE: Kind = ['fatal', 'structure'];
const BUSINESS: Kind = ['error', 'business-rule'];
const INVALID: Kind = ['error', 'invalid'];
const VALUE: Kind = ['error', 'value'];
const NOTICE: Kind = ['warning', 'business-rule'];

const KINDS = {
  invalidType: STRUCTURE,
  invalidLinkId: STRUCTURE,
  displayAnswer: STRUCTURE,
  groupShouldNotHaveAnswers: STRUCTURE,
  invalidAnswerType: STRUCTURE,
  invalidNewLine: ['fatal', 'business-rule'],
  attachmentSizeInconsistent: ['fatal', 'invalid'],
  required: ['error', 'required'],
  repeats: BUSINESS,
  minCount: BUSINESS,
  maxCount: BUSINESS,
  invalidAnswerOption: BUSINESS,
  exclusiveAnswerOption: BUSINESS,
  minValue: BUSINESS,
  maxValue: BUSINESS,
  minLength: BUSINESS,
  maxLength: BUSINESS,
  maxDecimalPlaces: BUSINESS,
  invalidAttachmentType: BUSINESS,
  maxAttachmentSize: BUSINESS,
  regex: INVALID,
  invalidRefValue: INVALID,
  invalidRefResourceType: INVALID,
  notEnabled: INVALID,
  invalidRefResourceTypeRestriction: VALUE,
  invalidUrlValue: VALUE,
  invalidUnit: VALUE,
  minValueIncompatUnits: VALUE,
  maxValueIncompatUnits: VALUE,
  invalidCoding: ['error', 'code-invalid'],
  invalidUnitValueSet: ['error', 'code-invalid'],
  questionnaireNotFound: ['error', 'not-found'],
  questionnaireDraft: NOTICE,
  questionnaireRetired: NOTICE,
  questionnaireInactive: NOTICE,
  invariant: ['error', 'invariant'],
  invariantExecution: ['warning', 'invariant'],
} as const satisfies Record<string, Kind>;

export type Rule = keyof typeof KINDS;

/** Every rule a finding can name, with its usual severity and FHIR's issue type. */
export const RULES: Readonly<Record<Rule, Kind>> = KINDS;

/** Rules about how many answers there are: warnings while an answer is still being given (R1). */
const CARDINALITY: ReadonlySet<Rule> = new Set(['required', 'repeats', 'minCount', 'maxCount']);

export interface Place {
  readonly item: string;
  readonly linkId: string | null;
  readonly answer?: number;
}

/** Where a finding about an item stands: the item, else the nearest item present above it. */
export function placeOf(instance: Instance, answer?: number): Place {
  const item = instance.path ?? instance.parent.nearest;
  return { item, linkId: instance.def.linkId, ...(answer !== undefined && { answer }) };
}

/** Makes findings for a response of the given status. */
export class Findings {
  readonly list: Finding[] = [];
  readonly #mild: boolean;

  constructor(status: unknown) {
    this.#mild = status !== 'completed' && status !== 'amended';
  }

  add(rule: Rule, place: Place, severity?: Severity): void {
    const [usual, code] = RULES[rule];
    const mild = this.#mild && CARDINALITY.has(rule);
    const given = mild ? 'warning' : (severity ?? usual);
    this.list.push({
      item: place.item,
      answer: place.answer ?? null,
      linkId: place.linkId,
      level: given === 'warning' ? 'warning' : 'error',
      severity: given,
      code,
      rule,
    });
  }
}
