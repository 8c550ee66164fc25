import type { Stop } from './screenshot-stop.ts';

const FORMS = '/desk/surveys/forms';
const VERSION = `${FORMS}/[form]/[version]`;
const of = (name: string, form: string, tail = '', page = tail.split('?')[0] ?? ''): Stop => ({
  path: FORMS,
  as: 'coordinator',
  follow: `main li:has(h2):has-text("${form}") a[href*="${FORMS}/"]`,
  ...(tail ? { step: tail.slice(1) } : {}),
  name: `desk_forms_${name}`,
  route: `${VERSION}${page}`,
});
const VISIT = 'Как прошёл ваш визит';
const SOCIAL = 'Оцените услугу';
const NOK = 'Анкета о качестве';

/** The builder of questionnaires: the ready forms, and the states of a preview worth seeing. */
export const formStops: readonly Stop[] = [
  { path: FORMS, as: 'coordinator' },
  of('visit', VISIT),
  of('visit_item', VISIT, '/items/doctor', '/items/[item]'),
  of('visit_words', VISIT, '/words'),
  of('visit_publish', VISIT, '/publish'),
  of('nok_publish', NOK, '/publish'),
  ...['empty', 'missing', 'asked:doctor-why', 'language:en', 'done'].map((state) =>
    of(`visit_${state.replace(':', '_')}`, VISIT, `/preview?state=${state}`),
  ),
  ...['empty', 'missing', 'asked:common', 'asked:low-reason'].map((state) =>
    of(`social_${state.replace(':', '_')}`, SOCIAL, `/preview?state=${state}`),
  ),
  ...['empty', 'missing', 'asked:1.1'].map((state) =>
    of(`nok_${state.replace(':', '_')}`, NOK, `/preview?state=${state}`),
  ),
];
