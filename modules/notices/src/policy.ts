import { AppError, type Actor } from '@otklik/kernel';

/** Letters are handled by the delivery job alone: they hold addresses. @throws AppError forbidden */
export function onlyDelivery({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system' || actor.name !== 'notices.deliver-letter')
    throw new AppError('forbidden');
}
