import { cleanItems } from './clean.ts';
import { enabledItems } from './enabled.ts';
import type { Expressions } from './expressions.ts';
import { readForm } from './form.ts';
import type { Json } from './json.ts';
import { isObject, objectsOf, sameJson } from './json.ts';
import { checkForm } from './publish/check.ts';
import type { Outcome } from './validate.ts';
import { judge } from './validate.ts';

// Two formats of golden cases: a form with one response and the findings about it, and a form with what its
// publishing check says and several responses. Beside them a form may lie by itself.

export type Verdict =
  | { readonly result: 'ok' }
  | { readonly result: 'fail'; readonly expected: unknown; readonly got: unknown }
  | { readonly result: 'skip'; readonly reason: string };

export interface QuestionnaireCase {
  readonly id: string;
  readonly run: () => Verdict;
}

/**
 * The cases of one parsed file: one of a validation file, one a response and one of the publishing check of
 * an enableWhen file. A bare Questionnaire is a case too: it must be fit for publishing.
 * @throws Error that says what is wrong, when the file has neither format
 */
export function questionnaireCases(
  json: unknown,
  expressions: Expressions,
): readonly QuestionnaireCase[] {
  if (!isObject(json) || typeof json['id'] !== 'string') throw new Error('the file has no id');
  const { id } = json;
  if (Array.isArray(json['publish']) && Array.isArray(json['responses'])) {
    return conditionCases(id, json, expressions);
  }
  if (json['resourceType'] === 'Questionnaire')
    return [{ id: `${id}/publish`, run: () => formVerdict(json) }];
  if (!('response' in json) || !isObject(json['expected'])) {
    throw new Error('neither response with expected, nor publish with responses');
  }
  return [{ id, run: () => validationVerdict(json, expressions) }];
}

/** A bare form that lies among the cases must be fit for publishing; warnings do not stand in the way. */
function formVerdict(json: Json): Verdict {
  const errors = checkForm(json).filter(({ level }) => level === 'error');
  return verdict([], lines(errors, ['linkId', 'rule']));
}

function validationVerdict(json: Json, expressions: Expressions): Verdict {
  if (typeof json['skip'] === 'string') return { result: 'skip', reason: json['skip'] };
  const expected = isObject(json['expected']) ? json['expected'] : {};
  const outcome = outcomeOf(json, expressions);
  return verdict(
    { valid: expected['valid'], places: places(objectsOf(expected['findings'])) },
    { valid: outcome.valid, places: places(outcome.findings) },
  );
}

function outcomeOf(json: Json, expressions: Expressions): Outcome {
  const form = isObject(json['questionnaire']) ? readForm(json['questionnaire']) : null;
  return judge(form, json['response'], { expressions });
}

/**
 * Strong agreement of an unskipped validation file: the findings are the same ones, each with its answer,
 * linkId, issue type and rule. undefined for files of which it is not asked.
 */
export function isStronglyAgreed(json: unknown, expressions: Expressions): boolean | undefined {
  if (!isObject(json) || !('response' in json) || typeof json['skip'] === 'string')
    return undefined;
  const expected = isObject(json['expected']) ? objectsOf(json['expected']['findings']) : [];
  const names = ['item', 'answer', 'linkId', 'code', 'rule'];
  return sameJson(lines(expected, names), lines(outcomeOf(json, expressions).findings, names));
}

function conditionCases(
  id: string,
  json: Json,
  expressions: Expressions,
): readonly QuestionnaireCase[] {
  const form = readForm(json['questionnaire']);
  const publish = (): Verdict => {
    const names = ['linkId', 'rule', 'level'];
    const got = lines(checkForm(json['questionnaire']), names);
    return verdict([...new Set(lines(objectsOf(json['publish']), names))], got);
  };
  const responses = objectsOf(json['responses']).map((one, at) => ({
    id: `${id}/${String(one['name'] ?? at)}`,
    run: (): Verdict => {
      const expected = isObject(one['expected']) ? one['expected'] : {};
      const names = ['item', 'linkId', 'level', 'code', 'rule'];
      const keys = isObject(expected['enabled']) ? Object.keys(expected['enabled']) : [];
      const enabled = enabledItems(form, one['response']);
      const outcome = judge(form, one['response'], { expressions });
      return verdict(
        { ...expected, findings: lines(objectsOf(expected['findings']), names) },
        {
          enabled: Object.fromEntries(keys.map((key) => [key, enabled.get(key)])),
          valid: outcome.valid,
          findings: lines(outcome.findings, names),
          stored: cleanItems(form, one['response']),
        },
      );
    },
  }));
  return [{ id: `${id}/publish`, run: publish }, ...responses];
}

function verdict(expected: unknown, got: unknown): Verdict {
  return sameJson(expected, got) ? { result: 'ok' } : { result: 'fail', expected, got };
}

/** The set of (item, level); a finding about a group's `answer` counts as one about the group. */
function places(findings: readonly object[]): readonly string[] {
  return [...new Set(lines(findings, ['item', 'level']))];
}

/** Chosen members of findings as sorted text, so that their order does not count. */
function lines(findings: readonly object[], names: readonly string[]): readonly string[] {
  return findings
    .map((finding) => {
      const members = new Map(Object.entries(finding));
      return names
        .map((name) => String(members.get(name) ?? '').replace(/\.answer$/, ''))
        .join(' ');
    })
    .toSorted();
}
