import type { Expressions } from '@otklik/questionnaire';
import { isStronglyAgreed, loadExpressions, questionnaireCases } from '@otklik/questionnaire';
import type { VectorRunner } from './runner.ts';

let loaded: Promise<Expressions> | undefined;
let expressions: Expressions | undefined;

/**
 * Forms in FHIR R4: responses with the findings expected about them, and conditions with what they enable.
 * A case passes by its places and levels; how many agree in every detail is told at the end.
 */
export const questionnaireRunner: VectorRunner = {
  async cases(json) {
    loaded ??= loadExpressions();
    const engine = await loaded;
    expressions = engine;
    return questionnaireCases(json, engine);
  },

  summary(files) {
    const engine = expressions;
    if (!engine) return { lines: [], failures: [] };
    const judged = files
      .map((json) => ({ json, strong: isStronglyAgreed(json, engine) }))
      .filter(({ strong }) => strong !== undefined);
    if (judged.length === 0) return { lines: [], failures: [] };
    const short = judged.filter(({ strong }) => strong === false).map(({ json }) => nameOf(json));
    const named = short.length > 0 ? `; not: ${short.join(', ')}` : '';
    return {
      lines: [`strong agreement ${judged.length - short.length} of ${judged.length}${named}`],
      failures: [],
    };
  },
};

function nameOf(json: unknown): string {
  return typeof json === 'object' && json !== null && 'id' in json ? String(json.id) : '?';
}
