import { createHash } from 'node:crypto';
import { AppError, canonicalJson, isAppError } from '@otklik/kernel';
import type { JudgedFinding } from '@otklik/survey-answers';
import { readResource } from './body.ts';
import type { Answerer, Call } from './call.ts';
import { objectAt, objectsOf, textAt, type Json } from './json.ts';
import { FhirRefusal, outcomeOf, refuse, type Issue } from './outcome.ts';

const SURVEY = /^Survey +([\w-]{43})$/i;
const TOKEN = /^[\w-]{43}$/;
const DEPTH_MAX = 12;

/**
 * The link's token: of the header, or, from a system with a key, of the response's identifier. Never of the
 * address, which stands in logs.
 */
async function tokenOf(call: Call, resource: Json): Promise<string> {
  const header = call.request.headers.get('authorization') ?? '';
  const own = SURVEY.exec(header)?.[1];
  if (own) return own;
  const actor = await call.machine();
  if (actor.kind !== 'key' || !actor.scopes.includes('answers:write'))
    throw new AppError('forbidden');
  const token = textAt(objectAt(resource, 'identifier'), 'value');
  if (!token || !TOKEN.test(token)) throw refuse(422, 'required', 'token');
  return token;
}

/**
 * Answers and nothing else: who wrote, when, about whom, with what program, in what words of their own format
 * is dropped before anything is looked at.
 */
function bareItems(value: unknown, depth = 0): readonly Json[] {
  if (depth > DEPTH_MAX) return [];
  return objectsOf(value).map((item) => {
    const answers = objectsOf(item['answer']).map((answer) => {
      const values = Object.entries(answer).filter(([name]) => name.startsWith('value'));
      const below = bareItems(answer['item'], depth + 1);
      return { ...Object.fromEntries(values), ...(below.length > 0 ? { item: below } : {}) };
    });
    const below = bareItems(item['item'], depth + 1);
    return {
      ...(typeof item['linkId'] === 'string' ? { linkId: item['linkId'] } : {}),
      ...('answer' in item ? { answer: answers } : {}),
      ...(below.length > 0 ? { item: below } : {}),
    };
  });
}

/** The same response sent again is the same act and gets the same receipt. */
const nonceOf = (token: string, item: readonly Json[]): string =>
  createHash('sha256')
    .update(canonicalJson([token, item]))
    .digest('base64url');

/** The faults of a response at their places; null for any other refusal. */
function judgedRefusal(error: unknown): FhirRefusal | null {
  const judged = isAppError(error) ? error.data['judged'] : undefined;
  if (!Array.isArray(judged)) return null;
  return new FhirRefusal(
    422,
    (judged as readonly JudgedFinding[]).map((finding): Issue => ({
      severity: finding.severity,
      code: finding.code,
      details: finding.rule,
      expression:
        finding.answer === null ? finding.item : `${finding.item}.answer[${finding.answer}]`,
    })),
  );
}

/**
 * Takes a completed response. Whoever asks, it is taken from a visitor: no log, limit or idempotency key ties it
 * to a system or a person. What is created has no address and is read by nobody.
 */
export const createResponse: Answerer = async (call) => {
  const { resource } = await readResource(call.request, 'QuestionnaireResponse');
  const token = await tokenOf(call, resource);
  if (resource['status'] !== 'completed') throw refuse(422, 'value', 'status');
  const item = bareItems(resource['item']);
  const { receipt } = await call.options.faces.surveyAnswers
    .finish(call.visitor, {
      token,
      response: { item: [...item] },
      nonce: nonceOf(token, item),
      questionnaire: textAt(resource, 'questionnaire') ?? '',
    })
    .catch((error: unknown) => {
      throw judgedRefusal(error) ?? error;
    });
  const said: Issue = {
    severity: 'information',
    code: 'informational',
    details: 'receipt',
    diagnostics: receipt,
  };
  return { status: 201, body: outcomeOf([said], call.base) };
};

/** Nobody reads answers one by one: there is nothing that could be given out. */
export const refuseReading: Answerer = () =>
  Promise.reject(refuse(403, 'suppressed', 'answers-are-not-read'));
