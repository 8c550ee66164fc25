import { m } from '@otklik/i18n';

/** The desk's pages about surveys, in their order; each part adds its line. */
export const deskLinks: readonly { readonly path: string; readonly text: () => string }[] = [
  { path: '/desk/surveys', text: m.survey_desk_title },
  { path: '/desk/surveys/forms', text: m.survey_forms_title },
  { path: '/desk/comments', text: m.survey_comments_desk_title },
];
