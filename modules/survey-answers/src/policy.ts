import { AppError, type Actor } from '@otklik/kernel';

/** The name under which batches come out. */
export const RELEASER = 'survey-answers.release';
/** The name under which the keys of days and months are made. */
export const KEY_MAKER = 'survey-answers.make-keys';

const only =
  (name: string) =>
  ({ actor }: { readonly actor: Actor }): void => {
    if (actor.kind !== 'system' || actor.name !== name) throw new AppError('forbidden');
  };

/** The job alone. @throws AppError forbidden */
export const onlyReleaser = only(RELEASER);
/** The job alone. @throws AppError forbidden */
export const onlyKeyMaker = only(KEY_MAKER);

/**
 * Nobody in particular: who is signed in, has a receipt or a key answers as a visitor, and the door makes them
 * one. So no log line and no limit ties an answer to a person.
 * @throws AppError forbidden
 */
export function onlyVisitor({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'visitor') throw new AppError('forbidden');
}
