import { readdirSync, readFileSync } from 'node:fs';

export interface LabelledText {
  /** The day it happened, `YYYY-MM-DD`, as the form asks for it. */
  readonly on: string | null;
  readonly text: string;
}

export interface LabelledTopic {
  readonly topic: string;
  readonly pairs: readonly { readonly first: LabelledText; readonly second: LabelledText }[];
  readonly others: readonly LabelledText[];
}

const folder = new URL('../data/similar/', import.meta.url);

/** The labelled set, one entry a topic. */
export const labelledTopics = (): LabelledTopic[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json') && name !== 'concepts-ru.json')
    .toSorted()
    .map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as LabelledTopic);
