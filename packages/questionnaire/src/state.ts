import { compareDates } from './dates.ts';
import type { Findings } from './findings.ts';
import type { Form } from './form.ts';
import type { Json } from './json.ts';
import { isObject, textOf } from './json.ts';

/** Whether the form was in use when it was answered (Q10): only warnings, the answers are judged all the same. */
export function checkState(form: Form, response: Json, findings: Findings): void {
  const status = form.raw['status'];
  const place = { item: 'QuestionnaireResponse.questionnaire', linkId: null };
  if (status === 'draft') findings.add('questionnaireDraft', place);
  if (status === 'retired') findings.add('questionnaireRetired', place);

  const authored = textOf(response['authored']);
  const period = form.raw['effectivePeriod'];
  if (authored === undefined || !isObject(period)) return;
  const start = textOf(period['start']);
  const end = textOf(period['end']);
  const early = start !== undefined && (compareDates(authored, start) ?? 0) < 0;
  const late = end !== undefined && (compareDates(authored, end) ?? 0) > 0;
  if (early || late) {
    findings.add('questionnaireInactive', { item: 'QuestionnaireResponse.authored', linkId: null });
  }
}

const MOVES: Readonly<Record<string, readonly string[]>> = {
  'in-progress': ['completed', 'stopped', 'entered-in-error'],
  completed: ['amended', 'entered-in-error'],
  stopped: ['in-progress'],
};

/** Whether a stored response may go from one status to another (rule R1). */
export function canMove(from: string, to: string): boolean {
  return Object.hasOwn(MOVES, from) && (MOVES[from] ?? []).includes(to);
}
