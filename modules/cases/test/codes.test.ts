import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { caseNumber, dammDigit, parseCaseNumber } from '../src/model/number.ts';
import { newReceipt, parseReceipt } from '../src/model/receipt.ts';

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

describe('receipts', () => {
  test('are read back in any case, with spaces, dashes and look-alikes', () => {
    for (let run = 0; run < 200; run += 1) {
      const receipt = newReceipt();
      expect(receipt).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{2}$/);
      expect(parseReceipt(receipt)).toBe(receipt);
      expect(parseReceipt(receipt.toLowerCase().replaceAll('-', ' '))).toBe(receipt);
      const looking = receipt.replaceAll('0', 'O').replaceAll('1', 'l').replaceAll('A', 'А');
      expect(parseReceipt(looking)).toBe(receipt);
    }
  });

  test('never come twice', () => {
    const many = new Set(Array.from({ length: 2000 }, newReceipt));
    expect(many.size).toBe(2000);
  });

  test('with one symbol changed are nearly always seen as mistyped', () => {
    let missed = 0;
    for (let run = 0; run < 2000; run += 1) {
      const receipt = newReceipt();
      const wrong = (receipt.startsWith('7') ? '8' : '7') + receipt.slice(1);
      if (parseReceipt(wrong) !== null) missed += 1;
    }
    // Two check symbols of 32 each: one in 1,024 slips through.
    expect(missed).toBeLessThan(20);
  });

  test('any text is read without an error', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = parseReceipt(text);
        expect(read === null || parseReceipt(read) === read).toBe(true);
      }),
    );
  });
});
