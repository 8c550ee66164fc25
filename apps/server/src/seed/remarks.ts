import type { REJECTION_REASONS, RETURN_REASONS } from '@otklik/cases';
import { personName, readData } from './names.ts';
import type { Random } from './random.ts';

interface Remarks {
  readonly openings: string[];
  readonly endings: string[];
  readonly cuts: string[];
  readonly private: string[];
  readonly unanswered: string[];
  readonly upheld: string[];
  readonly refused: string[];
  readonly returned: Readonly<Record<(typeof RETURN_REASONS)[number], string>>;
  readonly rejected: Readonly<Record<(typeof REJECTION_REASONS)[number], string>>;
  /** Stories that deserve their refusal; other reasons do with any story. */
  readonly rejectedStories: Readonly<Record<string, string[] | undefined>>;
}

/** What moderators, controllers and dissatisfied authors write. */
export const remarks = readData<Remarks>('remarks');

/** Fills the slots of a template with an invented person and numbers. */
export function filled(template: string, random: Random): string {
  if (!template.includes('{')) return template;
  const name = personName(random);
  const digits = (count: number) => String(random.whole(10 ** (count - 1), 10 ** count - 1));
  return template
    .replaceAll('{name}', `${name.last} ${name.first} ${name.patronymic}`)
    .replaceAll('{short}', name.short)
    .replace(/\{n(\d)\}/g, (_, count: string) => digits(Number(count)));
}
