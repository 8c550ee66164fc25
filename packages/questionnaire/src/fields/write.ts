import { enabling } from '../enabled.ts';
import type { Form } from '../form.ts';
import { isOption } from '../answers/options.ts';
import type { Context, Instance } from '../instances.ts';
import { layOver } from '../instances.ts';
import type { Entry } from './names.ts';
import { isHidden, isTyped, offeredBy, OTHER, OTHER_WORDS, tokenOf } from './names.ts';
import { writeTyped } from './typed.ts';

/** The fields, with their values, of a page that shows a response: `fieldsToResponse` gives it back. */
export function responseToFields(form: Form, response: unknown): readonly Entry[] {
  const root = layOver(form, response);
  const isEnabled = enabling(form, root);
  const write = (context: Context): readonly Entry[] =>
    context.items.flatMap((instance) => {
      if (isHidden(instance.def) || !isEnabled(instance)) return [];
      const own = isTyped(instance.def) ? fieldsOf(instance) : [];
      return [...own, ...instance.contexts.flatMap(write)];
    });
  return write(root);
}

function fieldsOf({ def, key, answers }: Instance): readonly Entry[] {
  const offered = offeredBy(def);
  return answers.flatMap(({ value }): readonly Entry[] => {
    if (offered.length > 0) {
      const option = offered.find((one) => isOption({ [`value${one.type}`]: one.value }, value));
      if (option) return [[key, tokenOf(offered, option)]];
      if (def.type === 'open-choice' && value.type === 'String')
        return [
          [key, OTHER],
          [`${key}${OTHER_WORDS}`, String(value.value)],
        ];
    }
    return writeTyped(def, value).map(([ending, text]) => [`${key}${ending}`, text] as const);
  });
}
