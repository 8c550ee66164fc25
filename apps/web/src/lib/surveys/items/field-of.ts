import type { Value, ViewItem } from '@otklik/questionnaire';

/** How one answer stands in its field. */
export interface ShownField {
  readonly input: 'text' | 'url' | 'date' | 'time' | 'datetime-local';
  readonly inputmode: 'numeric' | 'decimal' | 'url' | undefined;
  readonly width: 'short' | 'medium' | 'full';
  readonly text: string;
  /** Of a quantity. */
  readonly unit: string;
  /** Of a moment: its own, else that of the page. */
  readonly offset: string;
}

const OFFSET_AT_END = /(?:Z|[+-]\d\d:\d\d)$/;

const KINDS: Readonly<Record<string, Pick<ShownField, 'input' | 'inputmode' | 'width'>>> = {
  integer: { input: 'text', inputmode: 'numeric', width: 'short' },
  decimal: { input: 'text', inputmode: 'decimal', width: 'short' },
  quantity: { input: 'text', inputmode: 'decimal', width: 'short' },
  date: { input: 'date', inputmode: undefined, width: 'medium' },
  time: { input: 'time', inputmode: undefined, width: 'medium' },
  dateTime: { input: 'datetime-local', inputmode: undefined, width: 'medium' },
  url: { input: 'url', inputmode: 'url', width: 'full' },
};
const PLAIN = { input: 'text', inputmode: undefined, width: 'full' } as const;

/** What a browser's picker of days and moments can show; everything else is shown as it was typed. */
const FITS: Readonly<Record<string, RegExp>> = {
  date: /^(?:\d{4}-\d\d-\d\d)?$/,
  time: /^(?:\d\d:\d\d(?::\d\d)?)?$/,
  dateTime: /^(?:\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)?$/,
};

/**
 * @param offset of the page, where the answer has none
 */
export function fieldOf(item: ViewItem, answer: Value | null, offset: string): ShownField {
  const kind = KINDS[item.type] ?? PLAIN;
  const { text, unit } = plainOf(answer);
  const own =
    item.type === 'dateTime' && text.includes('T') ? OFFSET_AT_END.exec(text)?.[0] : undefined;
  const shown = own === undefined ? text : text.slice(0, -own.length);
  // A picker would drop a text that it cannot read: what was typed must stand there again.
  const input = FITS[item.type]?.test(shown) === false ? 'text' : kind.input;
  return { ...kind, input, text: shown, unit, offset: own ?? offset };
}

function plainOf(answer: Value | null): { text: string; unit: string } {
  if (!answer) return { text: '', unit: '' };
  const { value } = answer;
  if (typeof value !== 'object' || value === null) return { text: String(value), unit: '' };
  const quantity = value as { value?: unknown; code?: unknown; unit?: unknown };
  return {
    text: quantity.value === undefined ? '' : String(quantity.value),
    unit: String(quantity.code ?? quantity.unit ?? ''),
  };
}
