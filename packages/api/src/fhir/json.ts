/** A parsed FHIR resource or a part of one. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const objectsOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
export const objectAt = (holder: unknown, name: string): Json =>
  isObject(holder) && isObject(holder[name]) ? holder[name] : {};
export const textAt = (holder: unknown, name: string): string | undefined => {
  const value = isObject(holder) ? holder[name] : undefined;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};
