/** A parsed JSON object: a Questionnaire or a part of one. */
export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects of a list; anything else in it, or no list, gives nothing. */
export const objectsOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;

/** A copy without these members. */
export function without(value: Json, ...names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}

/** A copy with members put or, where the value is undefined, taken away; members that stay keep their order. */
export function withMembers(value: Json, members: Json): Json {
  const merged = Object.entries({ ...value, ...members });
  return Object.fromEntries(merged.filter(([, member]) => member !== undefined));
}

/** Canonical text of a value: members in order of their names. For comparing, never for storing. */
export function stable(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    isObject(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
