import { AppError, regionOf, type Tx } from '@otklik/kernel';

/** @throws AppError internal: outside a region */
export function regionId(tx: Tx): string {
  const region = regionOf(tx.scope);
  if (region === null) throw new AppError('internal', { reason: 'no-region' });
  return region;
}
