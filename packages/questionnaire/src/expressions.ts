import type { Json } from './json.ts';

export type ExpressionBase = 'QuestionnaireResponse' | 'QuestionnaireResponse.item';

/** Evaluates FHIRPath. A form without constraints and calculations needs none. */
export interface Expressions {
  /**
   * @param base what `focus` is a part of
   * @param variables values of `%name`
   * @returns the collection the expression gives
   * @throws any error, when the expression cannot be read or evaluated
   */
  evaluate(
    expression: string,
    base: ExpressionBase,
    focus: Json,
    variables: Json,
  ): readonly unknown[];
}

const MOST_COMPILED = 1000;

/** FHIRPath on FHIR R4 by the library fhirpath.js, which is loaded here and only once asked for. */
export async function loadExpressions(): Promise<Expressions> {
  const [{ default: fhirpath }, { default: model }] = await Promise.all([
    import('fhirpath'),
    import('fhirpath/fhir-context/r4/index.js'),
  ]);
  type Compiled = (focus: Json, variables: Json) => unknown[];
  const compiled = new Map<string, Compiled>();
  return {
    evaluate(expression, base, focus, variables) {
      const name = `${base} ${expression}`;
      let run = compiled.get(name);
      if (!run) {
        if (compiled.size >= MOST_COMPILED) compiled.clear();
        run = fhirpath.compile({ base, expression }, model, { async: false }) as Compiled;
        compiled.set(name, run);
      }
      // The library may mark what it is given.
      return run(structuredClone(focus), structuredClone(variables));
    },
  };
}
