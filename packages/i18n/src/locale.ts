import { overwriteGetLocale } from '../generated/runtime.js';

export const locales = ['ru', 'en'] as const;
export type Locale = (typeof locales)[number];
export const base_locale: Locale = 'ru';

export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && (locales as readonly string[]).includes(value);
}

interface Storage {
  getStore(): Locale | undefined;
  run<T>(locale: Locale, work: () => T): T;
}

// The same file runs in browsers, where there is one locale a page and no async storage.
const hooks = globalThis.process?.getBuiltinModule?.('node:async_hooks');
const storage: Storage | undefined = hooks ? new hooks.AsyncLocalStorage<Locale>() : undefined;

function documentLocale(): Locale | undefined {
  const lang = (globalThis as { document?: { documentElement: { lang: string } } }).document
    ?.documentElement.lang;
  return isLocale(lang) ? lang : undefined;
}

/** The locale of the running request, of the page in a browser, else Russian. */
export function currentLocale(): Locale {
  return storage?.getStore() ?? documentLocale() ?? base_locale;
}

overwriteGetLocale(currentLocale);

/** Runs `work` (and all it awaits) with messages in `locale` unless a call names another. */
export function withLocale<T>(locale: Locale, work: () => T): T {
  return storage ? storage.run(locale, work) : work();
}

/** `/en/help` → `en`, `/help` → `ru`. Takes a path with or without query. */
export function localeOfPath(path: string): Locale {
  return /^\/en(?=[/?#]|$)/.test(path) ? 'en' : base_locale;
}

/** The path as the routes know it: `/en/help?x=1` → `/help?x=1`, `/en` → `/`. */
export function withoutLocale(path: string): string {
  if (localeOfPath(path) === base_locale) return path;
  const rest = path.slice(3);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** The same page in `locale`: `/help` → `/en/help`. A path that already has a locale gets the new one. */
export function localizePath(path: string, locale: Locale = currentLocale()): string {
  const plain = withoutLocale(path);
  if (locale === base_locale) return plain;
  return plain === '/' ? '/en' : `/en${plain.startsWith('/?') ? plain.slice(1) : plain}`;
}
