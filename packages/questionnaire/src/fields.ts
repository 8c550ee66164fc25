// A page without scripts: a response as fields, and fields as a response.
export { fieldsToResponse, type FieldsOptions } from './fields/read.ts';
export { responseToFields } from './fields/write.ts';
export {
  ADD,
  OFFSET,
  OTHER,
  OTHER_WORDS,
  REMOVE,
  UNFIT_FOR_PAGE,
  UNIT,
  isCalculated,
  keyOfName,
  offeredBy,
  tokenOf,
  unitsOf,
  type Entry,
} from './fields/names.ts';
