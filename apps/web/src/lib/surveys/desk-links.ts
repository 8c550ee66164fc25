import { m } from '@otklik/i18n';
import type { Grant } from '@otklik/kernel';

interface DeskLink {
  readonly path: string;
  readonly text: () => string;
  /** For whom the page is; for everybody who sees the links when absent. */
  readonly for?: (grant: Grant) => boolean;
}

const regionWide =
  (...roles: readonly string[]) =>
  ({ role, reach }: Grant): boolean =>
    reach.kind === 'region' && roles.includes(role);

const one =
  (...roles: readonly string[]) =>
  ({ role }: Grant): boolean =>
    roles.includes(role);

/** The desk's pages about surveys, in their order; each part adds its line. */
const deskLinks: readonly DeskLink[] = [
  { path: '/desk/surveys', text: m.survey_desk_title },
  {
    path: '/desk/surveys/compare',
    text: m.survey_results_compare,
    for: one('head', 'coordinator', 'controller', 'administrator'),
  },
  {
    path: '/desk/surveys/ways',
    text: m.survey_results_ways_title,
    for: one('head', 'coordinator', 'controller', 'administrator'),
  },
  {
    path: '/desk/surveys/signals',
    text: m.survey_results_signals_title,
    for: one('moderator', 'coordinator', 'controller', 'administrator'),
  },
  {
    path: '/desk/surveys/nok',
    text: m.survey_results_nok_title,
    for: one('head', 'coordinator', 'controller', 'administrator'),
  },
  {
    path: '/desk/surveys/mail',
    text: m.survey_mail_desk_title,
    for: one('head', 'coordinator', 'administrator'),
  },
  {
    path: '/desk/surveys/visits',
    text: m.survey_mail_visits_title,
    for: one('coordinator', 'administrator'),
  },
  { path: '/desk/surveys/attached', text: m.survey_channels_attached_link },
  {
    path: '/desk/surveys/forms',
    text: m.survey_forms_title,
    for: regionWide('coordinator', 'administrator'),
  },
  {
    path: '/desk/pilots',
    text: m.pilots_title,
    for: regionWide('coordinator', 'controller', 'administrator'),
  },
  {
    path: '/desk/comments',
    text: m.survey_comments_desk_title,
    for: one('moderator', 'controller', 'head', 'executor'),
  },
  {
    path: '/desk/surveys/points',
    text: m.survey_modes_points_title,
    for: ({ role }) => ['head', 'executor', 'coordinator', 'administrator'].includes(role),
  },
  {
    path: '/desk/surveys/paper',
    text: m.survey_modes_paper_title,
    for: ({ role }) => ['clerk', 'coordinator'].includes(role),
  },
];

/** The links whose pages somebody may open: none leads to a refusal. */
export const deskLinksFor = (grants: readonly Grant[]): readonly DeskLink[] =>
  deskLinks.filter((link) => !link.for || grants.some(link.for));
