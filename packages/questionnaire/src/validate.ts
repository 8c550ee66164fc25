import { checkAnswer } from './answers/check.ts';
import type { Terminology } from './answers/value-sets.ts';
import { ValueSets } from './answers/value-sets.ts';
import { checkCardinality } from './cardinality.ts';
import { brokenConstraints } from './constraints.ts';
import type { IsEnabled } from './enabled.ts';
import { enabling } from './enabled.ts';
import type { Expressions } from './expressions.ts';
import type { Finding } from './findings.ts';
import { Findings, placeOf } from './findings.ts';
import type { Form } from './form.ts';
import { isGroup, isQuestion } from './form.ts';
import type { Context, Instance } from './instances.ts';
import { holdsAnswer, layOver } from './instances.ts';
import type { Json } from './json.ts';
import { isObject, objectsOf } from './json.ts';
import { checkState } from './state.ts';

export interface Outcome {
  /** No finding of level error. */
  readonly valid: boolean;
  readonly findings: readonly Finding[];
  /** linkIds whose answers nobody could hold against their value set: no terminology knew it. */
  readonly unchecked: readonly string[];
}

export interface JudgeOptions {
  /** For constraints; without it each is the warning `invariantExecution`. */
  readonly expressions?: Expressions;
  readonly terminology?: Terminology;
}

/**
 * Judges a response against its form, in strict mode: an answer to a disabled item is a finding. Never throws
 * for whatever it is given.
 * @param form null when the response names a form that cannot be found: nothing else is judged then
 * @param response a parsed QuestionnaireResponse
 */
export function judge(form: Form | null, response: unknown, options: JudgeOptions = {}): Outcome {
  const raw = isObject(response) ? response : {};
  const findings = new Findings(raw['status']);
  if (form === null) {
    findings.add('questionnaireNotFound', {
      item: 'QuestionnaireResponse.questionnaire',
      linkId: null,
    });
    return { valid: false, findings: findings.list, unchecked: [] };
  }
  const root = layOver(form, raw);
  const valueSets = new ValueSets(form, options.terminology);
  const job: Job = {
    form,
    response: raw,
    options,
    findings,
    valueSets,
    isEnabled: enabling(form, root),
  };
  checkState(form, raw, findings);
  for (const broken of brokenConstraints(form, raw, null, options.expressions)) {
    findings.add(broken.rule, { item: 'QuestionnaireResponse', linkId: null }, broken.severity);
  }
  judgeContext(root, job);
  const valid = findings.list.every((finding) => finding.level !== 'error');
  return { valid, findings: findings.list, unchecked: valueSets.unchecked };
}

interface Job {
  readonly form: Form;
  readonly response: Json;
  readonly options: JudgeOptions;
  readonly findings: Findings;
  readonly valueSets: ValueSets;
  readonly isEnabled: IsEnabled;
}

function judgeContext(context: Context, job: Job): void {
  for (const { path, linkId } of context.strangers) {
    job.findings.add('invalidLinkId', { item: path, linkId });
  }
  for (const instances of context.byDef.values()) {
    checkCardinality(instances, job.isEnabled, job.findings);
    for (const instance of instances) judgeInstance(instance, job);
  }
}

function judgeInstance(instance: Instance, job: Job): void {
  const { def, raw } = instance;
  if (!job.isEnabled(instance)) {
    if (raw && holdsAnswer(raw)) job.findings.add('notEnabled', placeOf(instance));
    return;
  }
  if (raw) judgePresent(instance, raw, job);
  // Children of an unanswered question are not judged, those of an absent group are.
  if (isGroup(def) || instance.answers.length > 0) {
    for (const inner of instance.contexts) judgeContext(inner, job);
  }
}

function judgePresent(instance: Instance, raw: Json, job: Job): void {
  const { def } = instance;
  const place = placeOf(instance);
  if (isGroup(def)) {
    if (objectsOf(raw['answer']).length > 0) {
      job.findings.add('groupShouldNotHaveAnswers', { ...place, item: `${place.item}.answer` });
    }
  } else if (def.type === 'display') {
    if (objectsOf(raw['answer']).length > 0) job.findings.add('displayAnswer', place);
    strangersIn(raw['item'], place.item, job);
  } else if (isQuestion(def)) {
    judgeQuestion(instance, raw, job);
  } else {
    job.findings.add('invalidType', place);
    return;
  }
  for (const broken of brokenConstraints(
    job.form,
    job.response,
    instance,
    job.options.expressions,
  )) {
    job.findings.add(broken.rule, place, broken.severity);
  }
}

function judgeQuestion(instance: Instance, raw: Json, job: Job): void {
  for (const answer of instance.answers) {
    const count = instance.answers.length;
    for (const rule of checkAnswer(instance.def, answer, count, job.valueSets)) {
      job.findings.add(rule, placeOf(instance, answer.index));
    }
    if (instance.def.children.length > 0) continue;
    strangersIn(answer.raw['item'], `${instance.path ?? ''}.answer[${answer.index}]`, job);
  }
  // A question's items lie under its answers.
  strangersIn(raw['item'], instance.path ?? '', job);
}

function strangersIn(list: unknown, base: string, job: Job): void {
  (Array.isArray(list) ? list : []).forEach((item: unknown, at) => {
    if (!isObject(item)) return;
    const linkId = typeof item['linkId'] === 'string' ? item['linkId'] : null;
    job.findings.add('invalidLinkId', { item: `${base}.item[${at}]`, linkId });
  });
}
