import { AppError, grantsOf, type Actor } from '@otklik/kernel';
import type { ImportKind } from './schema.ts';

/** The registry is public: anybody may read it. */
export const anybody = (): null => null;

/**
 * Importing is for the installation itself and for administrators of the whole region.
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export function importer({ actor }: { actor: Actor }): null {
  if (actor.kind === 'system') return null;
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  const administers = (grants: ReturnType<typeof grantsOf>): boolean =>
    grants.some((grant) => grant.role === 'administrator' && grant.reach.kind === 'region');
  if (administers(grantsOf(actor))) return null;
  if (actor.kind === 'person' && administers(actor.grants))
    throw new AppError('second-factor-required');
  throw new AppError('forbidden');
}

/** What every region of the installation shares: one region's administrator may not change it. */
const NATIONAL: ReadonlySet<ImportKind> = new Set([
  'regions',
  'region-settings',
  'specialties',
  'calendars',
  'norms',
]);

/** @throws AppError sign-in-required, second-factor-required, forbidden */
export function importerOf(context: { actor: Actor; input: { kind: ImportKind } }): null {
  importer(context);
  if (context.actor.kind !== 'system' && NATIONAL.has(context.input.kind))
    throw new AppError('forbidden', { reason: 'national' });
  return null;
}
