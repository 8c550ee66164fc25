import { AppError } from '@otklik/kernel';
import type { Change, StatedCondition, StatedOption } from './change.ts';
import { EXTENSION, putExtension, putTranslation } from './extension.ts';
import { isObject, objectsOf, textOf, withMembers, type Json } from './json.ts';
import { findItem } from './tree.ts';

// Options, conditions and translations of one item.

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

/** The system of an item's options: that of its other options, else one beside the form's address. */
function optionSystem(resource: Json, own: Json): string {
  for (const option of objectsOf(own['answerOption'])) {
    const coding = option['valueCoding'];
    const system = isObject(coding) ? textOf(coding['system']) : null;
    if (system) return system;
  }
  return `${textOf(resource['url']) ?? 'urn:otklik:form'}/${String(own['linkId'])}`;
}

function optionOf(resource: Json, own: Json, stated: StatedOption, before: Json): Json {
  const ordinal = stated.ordinal === null || stated.ordinal === undefined ? null : stated.ordinal;
  const flags = {
    initialSelected: stated.initial ? true : undefined,
  };
  const exclusive = stated.exclusive ? { valueBoolean: true } : null;
  if (own['type'] === 'integer') {
    const option = withMembers(before, { valueInteger: Number(stated.code), ...flags });
    return putExtension(option, EXTENSION.exclusive, exclusive);
  }
  if (own['type'] === 'string') {
    const option = withMembers(before, { valueString: stated.text, ...flags });
    return putExtension(option, EXTENSION.exclusive, exclusive);
  }
  const had = isObject(before['valueCoding']) ? before['valueCoding'] : {};
  const system = textOf(had['system']) ?? optionSystem(resource, own);
  const coding = putExtension(
    withMembers(had, { system, code: stated.code, display: stated.text }),
    EXTENSION.ordinal,
    ordinal === null ? null : { valueDecimal: ordinal },
  );
  return putExtension(
    withMembers(before, { valueCoding: coding, ...flags }),
    EXTENSION.exclusive,
    exclusive,
  );
}

/** @throws AppError unknown-reference { what: 'option' } */
export function optionsAfter(resource: Json, own: Json, change: Of<'put-option'>): Json {
  const options = [...objectsOf(own['answerOption'])];
  const { at, option, to } = change;
  const before = options[at];
  if (to !== undefined || option === null) {
    if (!before) throw new AppError('unknown-reference', { what: 'option' });
    options.splice(at, 1);
    if (to !== undefined) options.splice(Math.min(to, options.length), 0, before);
  } else if (before) options[at] = optionOf(resource, own, option, before);
  else options.push(optionOf(resource, own, option, {}));
  return withMembers(own, { answerOption: options.length > 0 ? options : undefined });
}

/** The answer of a condition as the type of its question has it. */
function answerOf(question: Json | undefined, { operator, answer }: StatedCondition): Json {
  if (operator === 'exists') return { answerBoolean: answer === 'true' };
  const type = question?.['type'];
  if (type === 'boolean') return { answerBoolean: answer === 'true' };
  if (type === 'integer') return { answerInteger: Math.trunc(Number(answer)) || 0 };
  if (type === 'decimal') return { answerDecimal: Number(answer) || 0 };
  if (type === 'quantity') return { answerQuantity: { value: Number(answer) || 0 } };
  if (type === 'date') return { answerDate: answer };
  if (type === 'dateTime') return { answerDateTime: answer };
  if (type === 'time') return { answerTime: answer };
  if (type === 'choice' || type === 'open-choice') {
    const coding = objectsOf(question?.['answerOption'])
      .map((option) => option['valueCoding'])
      .find((one) => isObject(one) && one['code'] === answer);
    const system = isObject(coding) ? textOf(coding['system']) : null;
    return { answerCoding: { ...(system !== null && { system }), code: answer } };
  }
  return { answerString: answer };
}

export function conditionsOf(resource: Json, own: Json, change: Of<'put-condition'>): Json {
  const { conditions, behaviour } = change;
  const stated = conditions.map((condition) => ({
    question: condition.question,
    operator: condition.operator,
    ...answerOf(findItem(resource, condition.question)?.item, condition),
  }));
  return withMembers(own, {
    enableWhen: stated.length > 0 ? stated : undefined,
    // Several conditions need the word between them; one needs none.
    enableBehavior: stated.length > 1 ? behaviour : undefined,
  });
}

/** @throws AppError unknown-reference { what: 'option' } */
export function translated(own: Json, change: Of<'put-translation'>): Json {
  const { part, language, text } = change;
  if (part !== 'option') return putTranslation(own, part, language, text);
  const options = [...objectsOf(own['answerOption'])];
  const at = change.option ?? -1;
  const option = options[at];
  if (!option) throw new AppError('unknown-reference', { what: 'option' });
  const coding = option['valueCoding'];
  options[at] = isObject(coding)
    ? { ...option, valueCoding: putTranslation(coding, 'display', language, text) }
    : putTranslation(option, 'valueString', language, text);
  return withMembers(own, { answerOption: options });
}
