import { m } from '@otklik/i18n';

export const relationWords: Readonly<Record<string, () => string>> = {
  parent: m.assisted_relation_parent,
  guardian: m.assisted_relation_guardian,
  relative: m.assisted_relation_relative,
};

export const subjectWords: Readonly<Record<string, () => string>> = {
  child: m.assisted_subject_child,
  ward: m.assisted_subject_ward,
  adult: m.assisted_subject_adult,
};

const WHOM = {
  child: m.assisted_whom_child,
  ward: m.assisted_whom_ward,
  adult: m.assisted_whom_adult,
} as const;

/** «за ребёнка, 7 лет». */
export const whomWords = (found: {
  readonly subject: keyof typeof WHOM;
  readonly age_years: number;
}): string => WHOM[found.subject]({ count: found.age_years });

/** What may be chosen; the first is for oneself. */
export const relationOptions = () => [
  { value: '', text: m.assisted_for_self() },
  { value: 'parent', text: m.assisted_for_parent() },
  { value: 'guardian', text: m.assisted_for_guardian() },
  { value: 'relative', text: m.assisted_for_relative() },
];

/** What was chosen, in the words of the choice. */
export const chosenWords = (relation: string | undefined): string =>
  relationOptions().find(({ value }) => value === (relation ?? ''))?.text ?? '';
