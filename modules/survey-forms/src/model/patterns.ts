/**
 * Patterns and expressions a published form may carry. Both run on what a stranger typed and without a time
 * limit, so only those read here by a person are taken; each is linear.
 */
export const PATTERNS: ReadonlySet<string> = new Set([
  String.raw`\d+`,
  String.raw`[0-9]+`,
  String.raw`\d{4}`,
  String.raw`[0-9]{4}`,
  String.raw`\d{6}`,
  String.raw`[0-9]{6}`,
  String.raw`[A-ZА-Я]\d{2}(\.\d)?`,
  String.raw`[^0-9]*`,
]);

const STEP = String.raw`item\.where\(linkId\s?=\s?'[\w.-]{1,64}'\)`;
const PICKED = String.raw`%resource\.${STEP}(?:\.${STEP})*\.answer\.value(?:\.(?:code|value|ordinal\(\)))?`;
const FIGURE = String.raw`(?:${PICKED}(?:\.(?:count|sum|avg|min|max|exists|empty|first)\(\))?|\d{1,6}(?:\.\d{1,6})?)`;
const EXPRESSION = new RegExp(
  String.raw`^${FIGURE}(?:\s(?:\+|-|\*|/|div|mod|=|>|<|>=|<=|and|or)\s${FIGURE}){0,8}$`,
);

/** Whether an expression only picks answers by linkId and counts with them. Whole text, at most 1,000 characters. */
export const isPlainExpression = (expression: string): boolean =>
  expression.length <= 1000 && EXPRESSION.test(expression.trim());
