import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseXml, type XmlNode } from '../../../tests/support/xml.ts';
import { cardSvg, linesOf } from '../src/lib/subscriptions/card.ts';

const hostile = fc.record({
  site: fc.string({ unit: 'binary', maxLength: 80 }),
  number: fc.string({ unit: 'binary', maxLength: 30 }),
  topic: fc.string({ unit: 'binary', maxLength: 300 }),
  clinic: fc.string({ unit: 'binary', maxLength: 300 }),
  state: fc.string({ unit: 'binary', maxLength: 40 }),
  story: fc.string({ unit: 'binary', maxLength: 600 }),
});

/** Names of elements and of attributes. @throws Error for what is not well-formed */
function namesIn(xml: string): Set<string> {
  const names = new Set<string>();
  const walk = (node: XmlNode): void => {
    names.add(node.name);
    for (const name of Object.keys(node.attributes)) names.add(`@${name}`);
    node.children.forEach(walk);
  };
  walk(parseXml(xml));
  return names;
}

describe('the card of a message', () => {
  test('is well-formed and names nothing outside itself, whatever stands in it', () => {
    const known = namesIn(
      cardSvg({ site: 'a', number: 'a', topic: 'a', clinic: 'a', state: 'a', story: 'a' }),
    );
    expect([...known].filter((name) => /href|url|style|image|script/i.test(name))).toEqual([]);
    fc.assert(
      fc.property(hostile, (card) => {
        const svg = cardSvg(card);
        for (const name of namesIn(svg)) expect(known).toContain(name);
        expect(svg.isWellFormed()).toBe(true);
      }),
    );
  });

  test('breaks lines of at most so many signs, and says when it left something out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const lines = linesOf(text, 20, 3);
        expect(lines.length).toBeLessThanOrEqual(3);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(20);
      }),
    );
    expect(linesOf('один два три четыре', 8, 1)).toEqual(['один дв…']);
    expect(linesOf('один два', 8, 1)).toEqual(['один два']);
  });
});
