/** Each person named has forms of their own: the first one's boxes carry the plain names. */
export const boxAt = (box: string, person: number | string): string =>
  ['', '1'].includes(String(person)) ? box : `${box}-${person}`;
