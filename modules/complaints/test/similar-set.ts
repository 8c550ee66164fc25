import { readdirSync, readFileSync } from 'node:fs';
import { marksOf } from '../src/model/similar/marks.ts';
import { mostAlike, type Told } from '../src/model/similar/rank.ts';

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

/** Which topics stand beside one another: those of one category of the registry of topics. */
const categories = new Map(
  (
    JSON.parse(readFileSync(new URL('../data/topics-ru-mow.json', import.meta.url), 'utf8')) as {
      topics: { code: string; category: string }[];
    }
  ).topics.map(({ code, category }) => [code, category]),
);

export interface Recall {
  readonly found: number;
  readonly asked: number;
}

/**
 * How many of the pairs' first texts are among the five that are offered for the second.
 * The pool is what one clinic's people wrote on the topic and its neighbours, all of the set.
 */
export function recallAt5(half: 'even' | 'odd', withDays: boolean): Recall & { pools: number[] } {
  const topics = labelledTopics();
  const told = (text: LabelledText, sameTopic: boolean): Told => ({
    marks: marksOf(text.text),
    on: withDays ? text.on : null,
    sameTopic,
  });
  const firstsOf = (topic: LabelledTopic) => topic.pairs.map((pair) => pair.first);
  const pools: number[] = [];
  let found = 0;
  let asked = 0;
  for (const topic of topics) {
    const beside = topics.filter(
      (other) => other !== topic && categories.get(other.topic) === categories.get(topic.topic),
    );
    const pool = [
      ...[...firstsOf(topic), ...topic.others].map((text) => told(text, true)),
      ...beside.flatMap((other) =>
        [...firstsOf(other), ...other.others].map((text) => told(text, false)),
      ),
    ];
    pools.push(pool.length);
    topic.pairs.forEach(({ second }, index) => {
      if ((index % 2 === 0) !== (half === 'even')) return;
      asked++;
      if (mostAlike(told(second, true), pool).includes(index)) found++;
    });
  }
  return { found, asked, pools };
}
