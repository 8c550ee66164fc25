import {
  COMMENTS_JOB,
  prepareHouse,
  published,
  written,
} from '../../modules/survey-comments/test/writing.ts';
import type { Platform } from './support.ts';

/** Ids of comments of a survey: one that waits for a moderator, one that everybody reads. */
export interface Commented {
  readonly waiting: string;
  readonly shown: string;
}

export async function comment(it: Platform, clinic: string): Promise<Commented> {
  await prepareHouse(it.house);
  const text = 'Ждали два часа, зато врач внимательный.';
  const shown = await published(it.house, it.actAs('moderator'), text, text, clinic);
  const waiting = await written(
    it.house,
    'Была 12 марта в 10:40: медсестра Иванова Анна Петровна помогла.',
    clinic,
  );
  await it.house.faces.surveyComments.prepare(COMMENTS_JOB, {});
  return { waiting: waiting.id, shown: shown.id };
}
