import { defineQuery } from '@otklik/kernel';
import { latestRelease as latest } from '@otklik/survey-answers';
import { reachedPlace } from '../policy.ts';
import { placeAsked as input } from '../schema.ts';

/**
 * Whether anything new was shown since a page of a place was made: a mark that changes with each batch.
 * @throws AppError not-found for a place that the reader does not reach
 */
export const latestRelease = defineQuery({
  name: 'survey-results.latest-release',
  input,
  policy: reachedPlace,
  handle: async ({ tx }) => ({ mark: (await latest(tx))?.mark ?? '' }),
});
