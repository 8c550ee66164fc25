import {
  enabledItems,
  languagesOf,
  offeredBy,
  type Form,
  type ItemDef,
} from '@otklik/questionnaire';
import type { FitFinding } from './finding.ts';
import type { Json } from './json.ts';

// Every state in which a form can be seen, with a response that brings it about.

export type StateKind =
  | 'empty'
  | 'missing'
  | 'asked'
  | 'not-asked'
  | 'language'
  | 'longest'
  | 'done'
  | 'expired'
  | 'spent'
  | 'other-version';

export interface PreviewState {
  /** Fit for an address: `asked:why`. */
  readonly id: string;
  readonly kind: StateKind;
  /** The conditional item, where the state is about one. */
  readonly linkId: string | null;
  readonly language: string;
  /** linkId of the outermost item whose page is shown; null where no page of questions is. */
  readonly step: string | null;
  readonly response: Json;
}

/** What a question is tried with: an answer, or none. */
type Tried = Json | null;

/** So many combinations of answers are tried; a condition that needs more is left alone. */
const TRIES_MAX = 5000;

const topOf = (def: ItemDef): ItemDef => (def.parent ? topOf(def.parent) : def);
const responseOf = (item: readonly Json[]): Json => ({
  resourceType: 'QuestionnaireResponse',
  status: 'in-progress',
  item,
});

/** Questions that decide whether an item is asked, and those that decide about them; in order of the form. */
function triggersOf(form: Form, def: ItemDef): readonly ItemDef[] {
  const found = new Set<ItemDef>();
  const visit = (at: ItemDef): void => {
    for (let one: ItemDef | null = at; one; one = one.parent)
      for (const { question } of one.conditions) {
        const trigger = question === undefined ? undefined : form.byLinkId.get(question);
        if (!trigger || found.has(trigger)) continue;
        found.add(trigger);
        visit(trigger);
      }
  };
  visit(def);
  return [...found].toSorted((a, b) => a.order - b.order);
}

/** Answers worth trying: every option, and around every value that a condition names. */
function candidatesOf(form: Form, trigger: ItemDef): readonly Tried[] {
  const named = form.all
    .flatMap(({ conditions }) => conditions)
    .filter(({ question }) => question === trigger.linkId)
    .flatMap(({ raw }) =>
      Object.entries(raw)
        .filter(([name, value]) => name.startsWith('answer') && value !== null)
        .map(([name, value]): Json => ({ [name.replace(/^answer/, 'value')]: value })),
    )
    .flatMap((value): Json[] => {
      const [[name, number] = ['', null]] = Object.entries(value);
      if (typeof number !== 'number') return [value];
      return [value, { [name]: number + 1 }, { [name]: number - 1 }];
    });
  const options = offeredBy(trigger).map(({ type, value }): Json => ({ [`value${type}`]: value }));
  const own: readonly Json[] =
    options.length > 0
      ? options
      : trigger.type === 'boolean'
        ? [{ valueBoolean: true }, { valueBoolean: false }]
        : trigger.type === 'string' || trigger.type === 'text'
          ? [...named, { valueString: '…' }]
          : trigger.type === 'integer'
            ? [
                ...named.filter(({ valueInteger }) => valueInteger !== undefined),
                { valueInteger: 1 },
              ]
            : named.filter(({ valueBoolean }) => valueBoolean === undefined);
  return [null, ...own];
}

/** A response with one answer to each of these questions, one instance of every group that repeats. */
function responseWith(form: Form, answers: ReadonlyMap<ItemDef, Tried>): Json {
  const below = (defs: readonly ItemDef[]): Json[] =>
    defs.flatMap((def): Json[] => {
      const inner = below(def.children);
      const { linkId } = def;
      if (def.type === 'group') return inner.length > 0 ? [{ linkId, item: inner }] : [];
      const value = answers.get(def);
      if (!value) return [];
      return [{ linkId, answer: [inner.length > 0 ? { ...value, item: inner } : value] }];
    });
  return responseOf(below(form.items));
}

const plainKey = (key: string): string => key.replaceAll(/\[\d+\]/g, '');
const keyOf = (def: ItemDef): string =>
  `${def.parent ? `${keyOf(def.parent)}/` : ''}${def.linkId ?? ''}`;

function isAskedIn(form: Form, def: ItemDef, response: Json): boolean {
  const wanted = keyOf(def);
  for (const [key, enabled] of enabledItems(form, response))
    if (enabled && plainKey(key) === wanted) return true;
  return false;
}

/**
 * A response in which an item is asked, or in which it is not.
 * @returns null when none of the answers tried does it; undefined when there would be too many to try
 */
export function responseWhere(form: Form, def: ItemDef, asked: boolean): Json | null | undefined {
  const triggers = triggersOf(form, def);
  const tried = triggers.map((trigger) => candidatesOf(form, trigger));
  const total = tried.reduce((product, one) => product * one.length, 1);
  for (let nth = 0; nth < Math.min(total, TRIES_MAX); nth += 1) {
    let rest = nth;
    const answers = new Map<ItemDef, Tried>();
    triggers.forEach((trigger, at) => {
      const values = tried[at] ?? [null];
      answers.set(trigger, values[rest % values.length] ?? null);
      rest = Math.floor(rest / values.length);
    });
    const response = responseWith(form, answers);
    if (isAskedIn(form, def, response) === asked) return response;
  }
  return total > TRIES_MAX ? undefined : null;
}

const conditional = (form: Form): readonly ItemDef[] =>
  form.all.filter(({ conditions, linkId }) => conditions.length > 0 && linkId !== null);

/** Items that no answer makes the form ask. */
export function neverAsked(form: Form): readonly FitFinding[] {
  return conditional(form)
    .filter((def) => responseWhere(form, def, true) === null)
    .map(({ linkId }) => ({ linkId, rule: 'never-asked', level: 'warning' as const }));
}

/** Every free text as long as it may be. */
function longest(form: Form): Json {
  const answers = new Map<ItemDef, Tried>();
  for (const def of form.all) {
    const most = typeof def.raw['maxLength'] === 'number' ? def.raw['maxLength'] : 400;
    if (def.type === 'text' || def.type === 'string')
      answers.set(def, {
        valueString: 'Очередь в регистратуру. '.repeat(200).slice(0, Math.min(most, 2000)),
      });
  }
  return responseWith(form, answers);
}

/** Every state of a form that a preview shows, in the order in which a person may meet them. */
export function statesOf(form: Form): readonly PreviewState[] {
  const [own = 'ru', ...others] = languagesOf(form.raw);
  const first = form.items.find(({ linkId }) => linkId !== null)?.linkId ?? null;
  const empty = responseOf([]);
  const plain = (
    kind: StateKind,
    response: Json = empty,
    step: string | null = first,
  ): PreviewState => ({
    id: kind,
    kind,
    linkId: null,
    language: own,
    step,
    response,
  });
  const ofConditions = conditional(form).flatMap((def) =>
    ([true, false] as const).flatMap((asked): PreviewState[] => {
      const response = responseWhere(form, def, asked);
      const kind = asked ? 'asked' : 'not-asked';
      if (!response) return [];
      const step = topOf(def).linkId;
      return [
        { id: `${kind}:${def.linkId}`, kind, linkId: def.linkId, language: own, step, response },
      ];
    }),
  );
  const text = form.all.find(({ type }) => type === 'text' || type === 'string');
  return [
    plain('empty'),
    plain('missing'),
    ...ofConditions,
    ...others.map((language) => ({ ...plain('language'), id: `language:${language}`, language })),
    ...(text ? [plain('longest', longest(form), topOf(text).linkId)] : []),
    plain('done', empty, null),
    plain('expired', empty, null),
    plain('spent', empty, null),
    plain('other-version', empty, null),
  ];
}
