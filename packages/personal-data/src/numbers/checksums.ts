/** Check digits. All take a string of ASCII digits and answer false for a wrong length. */

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0);
}

const SNILS_WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2, 1];

/** SNILS, 11 digits: the sum of nine digits × 9…1 modulo 101, where 100 counts as 00. */
export function snilsOk(digits: string): boolean {
  if (!/^\d{11}$/.test(digits) || /^0{9}/.test(digits)) return false;
  return (weighted(digits, SNILS_WEIGHTS) % 101) % 100 === Number(digits.slice(9));
}

const INN_11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const INN_12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/** INN of a person, 12 digits with two check digits. */
export function innOk(digits: string): boolean {
  if (!/^\d{12}$/.test(digits) || /^0{10}/.test(digits)) return false;
  return (
    (weighted(digits, INN_11) % 11) % 10 === Number(digits[10]) &&
    (weighted(digits, INN_12) % 11) % 10 === Number(digits[11])
  );
}

/** Luhn's check over the whole number, as on bank cards and 16-digit health policies. */
export function luhnOk(digits: string): boolean {
  if (!/^\d{2,}$/.test(digits) || /^0+$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const MIR = /^220[0-4]\d{12,15}$/;
const VISA = /^4(\d{12}|\d{15}|\d{18})$/;
const MASTERCARD = /^(5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})$/;
const AMEX = /^3[47]\d{13}$/;
const DINERS = /^3(0[0-5]|[689]\d)\d{11}$/;
const MAESTRO = /^(50|5[6-9]|6\d)\d{14,17}$/;

/** Whether a number begins as cards of a known payment system do and has their length. */
export function cardShape(digits: string): boolean {
  return [MIR, VISA, MASTERCARD, AMEX, DINERS, MAESTRO].some((shape) => shape.test(digits));
}
