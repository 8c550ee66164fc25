import { m } from '@otklik/i18n';
import type { ApiScope } from '@otklik/accounts';

const WORDS: Readonly<Record<ApiScope, () => string>> = {
  'complaints:write': m.keys_scope_write,
  'visits:write': m.keys_scope_visits_write,
  'forms:write': m.keys_scope_forms_write,
  'answers:write': m.keys_scope_answers_write,
  'cabinet:read': m.keys_scope_cabinet_read,
  'slots:write': m.keys_scope_slots_write,
  'referrals:write': m.keys_scope_referrals_write,
};

/** Everything a key can be made for. */
export const SCOPES = Object.keys(WORDS) as ApiScope[];

/** What a key may do, in words. */
export const scopeName = (scope: string): string => WORDS[scope as ApiScope]?.() ?? scope;
