import { isObject, objectsOf, textOf, type Json } from './json.ts';

/** A form put together again from what is known of it, whose official text nobody has compared. */
export const isReconstructed = (resource: Json): boolean =>
  (isObject(resource['meta']) &&
    objectsOf(resource['meta']['tag']).some(({ code }) => code === 'reconstructed-verify')) ||
  (textOf(resource['description']) ?? '').startsWith('RECONSTRUCTED');
