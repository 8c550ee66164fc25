import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caseNumber, dammDigit, parseCaseNumber } from '../src/model/number.ts';
import { sha256 } from '../src/model/receipt-words.ts';
import {
  newReceipt,
  parseReceipt,
  RECEIPT_WORDS,
  spelledInLatin,
  symbolsFrom,
} from '../src/model/receipt.ts';

const numbers = fc
  .tuple(fc.integer({ min: 2000, max: 2199 }), fc.integer({ min: 1, max: 99_999_999 }))
  .map(([year, running]) => caseNumber(year, running));

describe('case numbers', () => {
  test('Damm’s own example', () => {
    // H. M. Damm, Total anti-symmetrische Quasigruppen (2004): 572 has the check digit 4.
    expect(dammDigit('572')).toBe('4');
  });

  test('are read back, however they are written', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        expect(number).toMatch(/^\d{2}-\d{6,11}-\d$/);
        expect(parseCaseNumber(number)).toBe(number);
        expect(parseCaseNumber(` ${number.replaceAll('-', ' – ')} `)).toBe(number);
        expect(parseCaseNumber(number.replaceAll('-', ''))).toBe(number);
      }),
    );
  });

  test('find every wrong digit and every swap of neighbours', () => {
    fc.assert(
      fc.property(numbers, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, place, shift) => {
        const digits = number.replaceAll('-', '');
        const at = place % digits.length;
        const wrong = String((Number(digits[at]) + shift) % 10);
        expect(parseCaseNumber(digits.slice(0, at) + wrong + digits.slice(at + 1))).toBeNull();
        const next = at + 1;
        if (next >= digits.length || digits[at] === digits[next]) return;
        const swapped = digits.slice(0, at) + digits[next] + digits[at] + digits.slice(next + 1);
        expect(parseCaseNumber(swapped)).toBeNull();
      }),
    );
  });

  test('are nothing else', () => {
    for (const text of ['', '26', 'x'.repeat(12), '٢٦٠٠٠٠٠١٠', '26-000001-0\0', '1'.repeat(40)])
      expect(parseCaseNumber(text)).toBeNull();
  });
});

/** What everybody types wrong: separators, ё, letters and digits that look the same. */
const LOOKS: Readonly<Record<string, string>> = {
  а: 'a',
  с: 'c',
  е: 'ё',
  о: '0',
  р: 'P',
  х: 'X',
  к: 'K',
};
const mistyped = (receipt: string): string =>
  ` ${[...receipt]
    .map((sign) => LOOKS[sign] ?? sign)
    .join('')
    .replaceAll('-', ' ,  ')}. `;

/** Levenshtein's distance. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [i, sign] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, beside] of [...other].entries())
      next.push(Math.min(next[j]! + 1, row[j + 1]! + 1, row[j]! + (sign === beside ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}

/** A word, and what is left of it without one and without two of its letters. */
function lessTwo(word: string): Set<string> {
  const less = (one: string) => [...one].map((_, at) => one.slice(0, at) + one.slice(at + 1));
  const once = less(word);
  return new Set([word, ...once, ...once.flatMap(less)]);
}

describe('receipts', () => {
  test('the list: 1,024 words, told apart by four letters and by three places', () => {
    expect(new Set(RECEIPT_WORDS).size).toBe(1024);
    expect(new Set(RECEIPT_WORDS.map((word) => word.slice(0, 4))).size).toBe(1024);
    expect(RECEIPT_WORDS.every((word) => /^[а-я]{4,11}$/.test(word))).toBe(true);
    // No word may ever move: the codes are in people's drawers.
    const digest = createHash('sha256').update(RECEIPT_WORDS.join(' ')).digest('hex');
    expect(digest).toBe('3e9bd25f70313758d2e2d0e9fb0fa6f0c75d68e5ef7d0116c6ef9da0a801b362');
    // Words at a distance below three share what is left when up to two letters are taken from each.
    const sharing = new Map<string, string[]>();
    for (const word of RECEIPT_WORDS)
      for (const rest of lessTwo(word)) sharing.set(rest, [...(sharing.get(rest) ?? []), word]);
    const near = [...sharing.values()].flatMap((words) =>
      words.slice(1).filter((word) => words.some((one) => one < word && distance(one, word) < 3)),
    );
    expect(near).toEqual([]);
  });

  test('are read back however they are typed, in either alphabet, by four letters of each word', () => {
    for (let run = 0; run < 300; run += 1) {
      const receipt = newReceipt();
      expect(receipt).toMatch(/^([а-я]{4,11}-){8}[а-я]{4,11}$/);
      expect(parseReceipt(receipt)).toBe(receipt);
      expect(parseReceipt(receipt.toUpperCase())).toBe(receipt);
      expect(parseReceipt(mistyped(receipt))).toBe(receipt);
      expect(parseReceipt(spelledInLatin(receipt))).toBe(receipt);
      const numbered = receipt.split('-').map((word, at) => `${at + 1}. ${word.slice(0, 4)}`);
      expect(parseReceipt(numbered.join('\n'))).toBe(receipt);
    }
  });

  test('the order matters, and one wrong word is nearly always seen', () => {
    let missed = 0;
    for (let run = 0; run < 2000; run += 1) {
      const words = newReceipt().split('-');
      const swapped = [words[1]!, words[0]!, ...words.slice(2)];
      const wrong = [RECEIPT_WORDS[run % 1024]!, ...words.slice(1)];
      for (const other of [swapped, wrong])
        if (other.join() !== words.join() && parseReceipt(other.join(' ')) !== null) missed += 1;
    }
    // A check of ten bits: one in 1,024 slips through; of 4,000 that is four.
    expect(missed).toBeLessThan(25);
  });

  test('codes of symbols, which were given before, stay valid', () => {
    const receipt = symbolsFrom('7K3M92QFABCDEFGH0123');
    expect(receipt).toBe('7K3M-92QF-ABCD-EFGH-0123-5B');
    expect(parseReceipt(receipt.toLowerCase().replaceAll('-', ' '))).toBe(receipt);
    const looking = receipt.replaceAll('0', 'O').replaceAll('1', 'l').replaceAll('A', 'А');
    expect(parseReceipt(looking)).toBe(receipt);
    expect(parseReceipt(receipt.replace('7', '8'))).toBeNull();
  });

  test('never come twice', () => {
    expect(new Set(Array.from({ length: 2000 }, newReceipt)).size).toBe(2000);
  });

  test('any text is read without an error, and costs the same two checks', () => {
    const checks = (text: string): number => {
      let count = 0;
      parseReceipt(text, (body) => {
        count += 1;
        return sha256(body);
      });
      return count;
    };
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseReceipt(text);
        expect(read === null || parseReceipt(read) === read).toBe(true);
        expect(checks(text)).toBe(2);
      }),
    );
    const old = symbolsFrom('7K3M92QFABCDEFGH0123');
    for (const text of ['', newReceipt(), old, `${old}0`, 'x '.repeat(150)])
      expect(checks(text)).toBe(2);
  });
});
