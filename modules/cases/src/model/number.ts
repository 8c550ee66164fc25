// Damm's quasigroup of order 10 (H. M. Damm, 2004): finds every single wrong digit and every swap of neighbours.
const TABLE = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

/** The check digit of a row of decimal digits. */
export const dammDigit = (digits: string): string =>
  [...digits].reduce((state, digit) => TABLE[Number(state)]![Number(digit)]!, '0');

/** A number people read out on the telephone: year, running number, check digit: `26-004217-3`. */
export function caseNumber(year: number, running: number): string {
  const head = String(year % 100).padStart(2, '0');
  const body = String(running).padStart(6, '0');
  return `${head}-${body}-${dammDigit(head + body)}`;
}

/** The number in its one form, or null when it was mistyped. Dashes and spaces are forgiven. */
export function parseCaseNumber(text: string): string | null {
  const digits = text.replace(/[\s–—-]/g, '');
  if (!/^\d{9,14}$/.test(digits) || dammDigit(digits) !== '0') return null;
  return `${digits.slice(0, 2)}-${digits.slice(2, -1)}-${digits.slice(-1)}`;
}
