import { expect, test } from 'vitest';
import { stem } from '../src/model/similar/stem.ts';
import { contentStems } from '../src/model/similar/words.ts';
import { labelledTopics } from './similar-set.ts';

const SHARED_MAX = 3;

test('at least two hundred pairs tell one event in different words', () => {
  const pairs = labelledTopics().flatMap((topic) => topic.pairs);
  expect(pairs.length).toBeGreaterThanOrEqual(200);
  for (const { first, second } of pairs) {
    const words = new Set(contentStems(first.text));
    const shared = [...new Set(contentStems(second.text))].filter((word) => words.has(word));
    expect(shared.length, `${first.text} / ${second.text}: ${shared}`).toBeLessThanOrEqual(
      SHARED_MAX,
    );
  }
});

test('no text stands twice, and each topic has complaints about something else', () => {
  const topics = labelledTopics();
  const texts = topics.flatMap(({ pairs, others }) => [
    ...pairs.flatMap(({ first, second }) => [first.text, second.text]),
    ...others.map((other) => other.text),
  ]);
  expect(new Set(texts).size).toBe(texts.length);
  for (const { others } of topics) expect(others.length).toBeGreaterThanOrEqual(12);
});

test.each([
  ['врача', 'врач'],
  ['врачам', 'врач'],
  ['регистратуре', 'регистратур'],
  ['записаться', 'записа'],
  ['ожидание', 'ожидан'],
  ['кабинета', 'кабинет'],
  ['вернулся', 'вернул'],
  ['сломанный', 'слома'],
  ['слабость', 'слабост'],
  ['новейшего', 'нов'],
  ['214', '214'],
])('the stem of %s is %s', (word, expected) => {
  expect(stem(word)).toBe(expected);
});
