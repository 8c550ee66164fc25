export type { Terminology } from './answers/value-sets.ts';
export type { Calculated, FailedCalculation } from './calculate.ts';
export { calculate } from './calculate.ts';
export { cleanItems } from './clean.ts';
export { calculatedTexts } from './dynamic-texts.ts';
export { enabledItems } from './enabled.ts';
export type { Expressions } from './expressions.ts';
export { loadExpressions } from './expressions.ts';
export type { Entry, FieldsOptions } from './fields.ts';
export {
  ADD,
  fieldsToResponse,
  offeredBy,
  OFFSET,
  OTHER,
  OTHER_WORDS,
  REMOVE,
  responseToFields,
  tokenOf,
  UNFIT_FOR_PAGE,
  UNIT,
} from './fields.ts';
export type { Finding, Level, Rule, Severity } from './findings.ts';
export { RULES } from './findings.ts';
export type { Behaviour, Condition, Form, ItemDef } from './form.ts';
export { readForm } from './form.ts';
export { initialItems, initialOfGroup } from './initial.ts';
export type { Json } from './json.ts';
export type { PublishFinding, PublishRule } from './publish/finding.ts';
export { checkForm } from './publish/check.ts';
export { canMove } from './state.ts';
export type { LocalText } from './texts.ts';
export { languagesOf, localText } from './texts.ts';
export type { JudgeOptions, Outcome } from './validate.ts';
export { judge } from './validate.ts';
export type { Value } from './values.ts';
export type { FormView, ViewItem, ViewOption, ViewUnit } from './view.ts';
export { viewForm } from './view.ts';
export type { QuestionnaireCase, Verdict } from './vectors.ts';
export { isStronglyAgreed, questionnaireCases } from './vectors.ts';
