import type { Json } from './json.ts';

/** Types of items that the builder offers; whatever else a form holds came by import. */
export const ITEM_TYPES = [
  'group',
  'display',
  'choice',
  'open-choice',
  'boolean',
  'integer',
  'decimal',
  'quantity',
  'date',
  'dateTime',
  'time',
  'string',
  'text',
  'url',
] as const;
export type ItemType = (typeof ITEM_TYPES)[number];

export const OPERATORS = ['exists', '=', '!=', '>', '<', '>=', '<='] as const;
export type Operator = (typeof OPERATORS)[number];

/** One condition as an editor states it; the answer is written as a field sends it. */
export interface StatedCondition {
  readonly question: string;
  readonly operator: Operator;
  readonly answer: string;
}

/** What of an item can be changed; null takes it away. */
export interface ItemSettings {
  readonly text?: string | null;
  readonly prefix?: string | null;
  readonly type?: ItemType;
  readonly required?: boolean;
  readonly repeats?: boolean;
  readonly readOnly?: boolean;
  readonly hidden?: boolean;
  readonly maxLength?: number | null;
  readonly minValue?: number | null;
  readonly maxValue?: number | null;
}

export interface StatedOption {
  readonly code: string;
  readonly text: string;
  /** The number it stands for in scores. */
  readonly ordinal?: number | null;
  /** Chosen, it forbids all others. */
  readonly exclusive?: boolean;
  readonly initial?: boolean;
}

/** Whose words are translated: the form's title, an item's text, an option's label. */
export type TranslatedPart = 'title' | 'text' | 'prefix' | 'option';

/** Everything an editor can do to a draft. */
export type Change =
  | {
      readonly kind: 'add-item';
      readonly linkId: string;
      readonly type: ItemType;
      readonly text: string;
      /** The item that shall hold it; null for the outermost list. */
      readonly into: string | null;
      readonly at: number;
    }
  | { readonly kind: 'change-item'; readonly linkId: string; readonly set: ItemSettings }
  | {
      readonly kind: 'move-item';
      readonly linkId: string;
      readonly into: string | null;
      readonly at: number;
    }
  | { readonly kind: 'remove-item'; readonly linkId: string }
  | {
      readonly kind: 'put-option';
      readonly linkId: string;
      readonly at: number;
      /** Null takes it away. */
      readonly option: StatedOption | null;
      /** With it the option that stands at `at` goes there instead, as it is. */
      readonly to?: number;
    }
  | {
      readonly kind: 'put-condition';
      readonly linkId: string;
      readonly conditions: readonly StatedCondition[];
      readonly behaviour: 'all' | 'any';
    }
  | {
      readonly kind: 'put-translation';
      /** Null for the form's own words. */
      readonly linkId: string | null;
      readonly part: TranslatedPart;
      /** Which option, where one is meant. */
      readonly option?: number;
      readonly language: string;
      readonly text: string | null;
    }
  | { readonly kind: 'put-title'; readonly title: string; readonly description?: string | null }
  | { readonly kind: 'put-code'; readonly linkId: string; readonly code: string | null };

/** What takes a change back. The two last kinds are nobody's to ask for: they put back what stood there. */
export type Undo =
  | Extract<Change, { kind: 'move-item' | 'remove-item' }>
  | {
      readonly kind: 'put-back';
      /** Null for the form itself. */
      readonly linkId: string | null;
      /** All its members but the items it holds. */
      readonly own: Json;
    }
  | {
      readonly kind: 'return-item';
      readonly into: string | null;
      readonly at: number;
      readonly item: Json;
    };
