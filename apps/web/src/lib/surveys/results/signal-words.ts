import { m } from '@otklik/i18n';

interface Seen {
  readonly seen: string;
  readonly usual: string;
}

const KINDS = {
  'silent-visits': {
    title: m.survey_results_signals_kind_silent_visits,
    why: m.survey_results_signals_why_silent_visits,
    deed: m.survey_results_signals_do_silent_visits,
  },
  'no-answers': {
    title: m.survey_results_signals_kind_no_answers,
    why: m.survey_results_signals_why_no_answers,
    deed: m.survey_results_signals_do_no_answers,
  },
  'same-answers': {
    title: m.survey_results_signals_kind_same_answers,
    why: m.survey_results_signals_why_same_answers,
    deed: m.survey_results_signals_do_same_answers,
  },
  burst: {
    title: m.survey_results_signals_kind_burst,
    why: m.survey_results_signals_why_burst,
    deed: m.survey_results_signals_do_burst,
  },
  'taken-back': {
    title: m.survey_results_signals_kind_taken_back,
    why: m.survey_results_signals_why_taken_back,
    deed: m.survey_results_signals_do_taken_back,
  },
} as const;
type Kind = keyof typeof KINDS;

export const signalTitle = (kind: Kind): string => KINDS[kind].title();
export const signalWhy = (kind: Kind, seen: Seen): string => KINDS[kind].why(seen);
export const signalDeed = (kind: Kind): string => KINDS[kind].deed();

const FOUND = {
  explained: m.survey_results_signals_found_explained,
  'to-look-at': m.survey_results_signals_found_to_look_at,
  fault: m.survey_results_signals_found_fault,
} as const;
export const foundWords = (found: keyof typeof FOUND): string => FOUND[found]();
export const foundOptions = () =>
  (Object.keys(FOUND) as (keyof typeof FOUND)[]).map((value) => ({
    value,
    text: foundWords(value),
  }));

const UNOPENED: Readonly<Record<string, () => string>> = {
  'key-destroyed': m.survey_results_signals_why_key_destroyed,
  'key-absent': m.survey_results_signals_why_key_absent,
  damaged: m.survey_results_signals_why_damaged,
};
export const unopenedWords = (because: string): string => UNOPENED[because]?.() ?? because;
