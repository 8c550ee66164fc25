import { sectorWords } from '#lib/surveys/forms/words.ts';

const SECTORS = [
  'health',
  'kindergarten',
  'school',
  'rehabilitation',
  'social',
  'sport',
  'culture',
] as const;

/** Sectors as options, all of them or those of one pilot. */
export const sectorOptions = (
  only: readonly string[] = SECTORS,
): { value: string; text: string }[] => only.map((value) => ({ value, text: sectorWords(value) }));
