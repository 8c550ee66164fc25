import { AppError, type Actor } from '@otklik/kernel';

/** The installation itself, at its first start. @throws AppError forbidden */
export function onlySystem({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system') throw new AppError('forbidden');
}
