export { manifest } from './manifest.ts';
export { sectorName } from './schema.ts';
export { stepsOf, type Step } from './model.ts';
export { formFor, formVersion, type FormQuestion, type FormRef } from './store/forms.ts';
export { AUDIENCES, FORM_KINDS, type FormAudience, type FormKind } from './store/tables.ts';
/** The response that the fields of a page give: the engine's own, for doors and pages of surveys. */
export { fieldsToResponse, type ViewItem } from '@otklik/questionnaire';
