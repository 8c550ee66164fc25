import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the verbs about results of surveys. */

const of = (rest: object = {}): Sample[] => [
  { input: (world: World) => ({ place: world.clinic.code, locale: 'en', ...rest }) },
];

export const SURVEY_RESULTS: Readonly<Record<string, readonly Sample[]>> = {
  'survey-results.get-place': of(),
  'survey-results.get-desk-place': of(),
  'survey-results.latest-release': of(),
  'survey-results.compare-places': [{ input: () => ({ locale: 'en' }) }],
  'survey-results.export-results': [{ input: () => ({}) }],
  'survey-results.list-methods': [{ input: () => ({}) }],
};
