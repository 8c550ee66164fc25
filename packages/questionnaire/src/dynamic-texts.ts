import { enabling } from './enabled.ts';
import { EXTENSION, extensionsOf, extensionValue } from './extensions.ts';
import type { Expressions } from './expressions.ts';
import type { Form } from './form.ts';
import { instancesIn, layOver } from './instances.ts';
import { isObject, textOf } from './json.ts';

/**
 * Texts that depend on answers: items whose `_text` carries `cqf-expression`.
 * @returns text by key, only of enabled items whose expression gave a text; the others keep their own
 */
export function calculatedTexts(
  form: Form,
  response: unknown,
  expressions: Expressions,
): ReadonlyMap<string, string> {
  const raw = isObject(response) ? response : {};
  const texts = new Map<string, string>();
  const root = layOver(form, raw);
  const isEnabled = enabling(form, root);
  for (const instance of instancesIn(root)) {
    const [extension] = extensionsOf(instance.def.raw['_text'], EXTENSION.cqfExpression);
    const value = extension && extensionValue(extension);
    const expression = isObject(value) ? textOf(value['expression']) : undefined;
    if (expression === undefined || !isEnabled(instance)) continue;
    const focus = instance.raw ?? { linkId: instance.def.linkId };
    const variables = { questionnaire: form.raw, resource: raw, context: focus };
    try {
      const [text] = expressions.evaluate(
        expression,
        'QuestionnaireResponse.item',
        focus,
        variables,
      );
      if (typeof text === 'string') texts.set(instance.key, text);
    } catch {
      continue;
    }
  }
  return texts;
}
