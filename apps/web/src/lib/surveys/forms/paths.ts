export const FORMS = '/desk/surveys/forms';

/** The address of a version's page, without the language. */
export const formPath = (form: string, version: string, tail = ''): string =>
  `${FORMS}/${form}/${encodeURIComponent(version)}${tail}`;

export const itemPath = (form: string, version: string, linkId: string, tail = ''): string =>
  formPath(form, version, `/items/${encodeURIComponent(linkId)}${tail}`);
