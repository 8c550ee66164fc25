import { m } from '@otklik/i18n';

const words = m as unknown as Readonly<Record<string, (() => string) | undefined>>;
const under = (code: string): string => code.replaceAll('-', '_').toLowerCase();

export const deedTitle = (name: string): string =>
  words[`cases_deed_${under(name)}_title`]?.() ?? name;
export const deedLead = (name: string): string => words[`cases_deed_${under(name)}_lead`]?.() ?? '';
export const deedButton = (name: string): string =>
  words[`cases_deed_${under(name)}_button`]?.() ?? name;
export const fieldLabel = (name: string): string => words[`cases_field_${under(name)}`]?.() ?? name;
export const fieldHint = (name: string): string | undefined =>
  words[`cases_field_${under(name)}_hint`]?.();
