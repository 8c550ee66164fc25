import { EXTENSION, extensionsOf, partOf } from './extensions.ts';
import type { Expressions } from './expressions.ts';
import type { Rule, Severity } from './findings.ts';
import type { Form } from './form.ts';
import type { Instance } from './instances.ts';
import type { Json } from './json.ts';

export interface BrokenConstraint {
  readonly rule: Rule;
  readonly severity: Severity;
}

/**
 * Constraints (`questionnaire-constraint`) of the form or of one item that do not hold. An empty result
 * breaks nothing; what cannot be evaluated is a warning, whatever the constraint's own severity.
 * @param instance the item as it was answered; null for the constraints of the whole form
 */
export function brokenConstraints(
  form: Form,
  response: Json,
  instance: Instance | null,
  expressions: Expressions | undefined,
): readonly BrokenConstraint[] {
  const holder = instance ? instance.def.raw : form.raw;
  const focus = instance ? (instance.raw ?? {}) : response;
  return extensionsOf(holder, EXTENSION.constraint).flatMap((constraint): BrokenConstraint[] => {
    const expression = partOf(constraint, 'expression');
    if (typeof expression !== 'string') return [];
    const variables = {
      questionnaire: form.raw,
      resource: response,
      rootResource: response,
      context: focus,
      ...(instance && { qitem: instance.def.raw }),
    };
    const base = instance ? 'QuestionnaireResponse.item' : 'QuestionnaireResponse';
    try {
      if (!expressions) return [{ rule: 'invariantExecution', severity: 'warning' }];
      const result = expressions.evaluate(expression, base, focus, variables);
      if (result.length === 0 || (result.length === 1 && result[0] !== false)) return [];
      if (result.length > 1) return [{ rule: 'invariantExecution', severity: 'warning' }];
      const mild = partOf(constraint, 'severity') === 'warning';
      return [{ rule: 'invariant', severity: mild ? 'warning' : 'error' }];
    } catch {
      return [{ rule: 'invariantExecution', severity: 'warning' }];
    }
  });
}
