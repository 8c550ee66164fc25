import { m } from '@otklik/i18n';

const words = m as unknown as Readonly<Record<string, (() => string) | undefined>>;

export const kindWords = (kind: string): string => words[`campaigns_kind_${kind}`]?.() ?? kind;
export const stateWords = (state: string): string => words[`campaigns_state_${state}`]?.() ?? state;
