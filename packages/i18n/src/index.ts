export * as m from '../generated/messages/_index.js';
export {
  base_locale,
  currentLocale,
  isLocale,
  locales,
  localeOfPath,
  localizePath,
  withLocale,
  withoutLocale,
} from './locale.ts';
export type { Locale } from './locale.ts';
export { figuresIn } from './figures.ts';
export { formatter, plainDay } from './format.ts';
export type { Formatter, Moment } from './format.ts';
