interface Json {
  readonly [name: string]: unknown;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** One line of the outline of a form. */
export interface OutlineRow {
  readonly linkId: string;
  readonly text: string;
  readonly type: string;
  readonly depth: number;
  readonly parent: string | null;
  /** Its place in its list, and how many stand there. */
  readonly at: number;
  readonly of: number;
  readonly is_conditional: boolean;
  readonly is_required: boolean;
  readonly options: number;
}

export function outlineOf(resource: Json, depth = 0, parent: string | null = null): OutlineRow[] {
  const items = list(resource['item']);
  return items.flatMap((item, at) => {
    const linkId = text(item['linkId']);
    return [
      {
        linkId,
        text: text(item['text']),
        type: text(item['type']),
        depth,
        parent,
        at,
        of: items.length,
        is_conditional: list(item['enableWhen']).length > 0,
        is_required: item['required'] === true,
        options: list(item['answerOption']).length,
      },
      ...outlineOf(item, depth + 1, linkId),
    ];
  });
}

export interface EditedOption {
  readonly code: string;
  readonly text: string;
  readonly ordinal: string;
  readonly exclusive: boolean;
  readonly initial: boolean;
}

export interface EditedCondition {
  readonly question: string;
  readonly operator: string;
  readonly answer: string;
}

/** An item as the page that edits it has it. */
export interface EditedItem {
  readonly linkId: string;
  readonly type: string;
  readonly text: string;
  readonly prefix: string;
  readonly code: string;
  readonly required: boolean;
  readonly repeats: boolean;
  readonly readOnly: boolean;
  readonly hidden: boolean;
  readonly maxLength: string;
  readonly minValue: string;
  readonly maxValue: string;
  readonly options: readonly EditedOption[];
  readonly conditions: readonly EditedCondition[];
  readonly behaviour: 'all' | 'any';
}

const valueOf = (holder: Json, prefix: string): unknown =>
  Object.entries(holder).find(
    ([name]) => name.startsWith(prefix) && name.length > prefix.length,
  )?.[1];

/** The value of an extension whose address ends so. */
const extension = (holder: Json, name: string): unknown => {
  const found = list(holder['extension']).find(({ url }) => text(url).endsWith(`/${name}`));
  return found && valueOf(found, 'value');
};
const said = (value: unknown): string =>
  value === undefined || value === null
    ? ''
    : isObject(value)
      ? text(value['code'])
      : String(value);

export function findItem(resource: Json, linkId: string): Json | null {
  for (const item of list(resource['item'])) {
    if (item['linkId'] === linkId) return item;
    const below = findItem(item, linkId);
    if (below) return below;
  }
  return null;
}

export function editedItem(item: Json): EditedItem {
  return {
    linkId: text(item['linkId']),
    type: text(item['type']),
    text: text(item['text']),
    prefix: text(item['prefix']),
    code: text(list(item['code'])[0]?.['code']),
    required: item['required'] === true,
    repeats: item['repeats'] === true,
    readOnly: item['readOnly'] === true,
    hidden: extension(item, 'questionnaire-hidden') === true,
    maxLength: said(item['maxLength']),
    minValue: said(extension(item, 'minValue')),
    maxValue: said(extension(item, 'maxValue')),
    options: list(item['answerOption']).map((option) => {
      const value = valueOf(option, 'value');
      const coding = isObject(value) ? value : null;
      return {
        code: said(value),
        text: coding ? text(coding['display']) : said(value),
        ordinal: said(
          coding ? (extension(coding, 'ordinalValue') ?? extension(option, 'ordinalValue')) : '',
        ),
        exclusive: extension(option, 'questionnaire-optionExclusive') === true,
        initial: option['initialSelected'] === true,
      };
    }),
    conditions: list(item['enableWhen']).map((condition) => ({
      question: text(condition['question']),
      operator: text(condition['operator']),
      answer: said(valueOf(condition, 'answer')),
    })),
    behaviour: item['enableBehavior'] === 'all' ? 'all' : 'any',
  };
}
