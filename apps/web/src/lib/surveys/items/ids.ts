/**
 * The id of an item's control: its key with every letter that an address must escape written as its number,
 * so that an error summary can lead to it.
 */
export const controlId = (key: string): string =>
  `q-${key.replaceAll(/[^A-Za-z0-9-]/g, (letter) => `_${letter.codePointAt(0)?.toString(36)}_`)}`;
