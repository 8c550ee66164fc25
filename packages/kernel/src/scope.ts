declare const scopeBrand: unique symbol;

interface Brand {
  readonly [scopeBrand]: true;
}

/**
 * What of the database a transaction may see.
 * `region` and `system` see one region; `public` sees one region read-only;
 * `national` sees no region table at all, only what belongs to no region.
 * Only `accounts` and the scheduler make one: everybody else is handed it.
 */
export type Scope = Brand &
  (
    | { readonly kind: 'region'; readonly region: string }
    | { readonly kind: 'public'; readonly region: string }
    | { readonly kind: 'system'; readonly region: string; readonly reason: string }
    | { readonly kind: 'national' }
  );

const REGION_CODE = /^[A-Z]{2}-[A-Z]{2,3}$/;

function checked(region: string): string {
  if (!REGION_CODE.test(region))
    throw new TypeError(`not an ISO 3166-2 code: ${region.slice(0, 12)}`);
  return region;
}

export const regionScope = (region: string): Scope =>
  ({ kind: 'region', region: checked(region) }) as Scope;
export const publicScope = (region: string): Scope =>
  ({ kind: 'public', region: checked(region) }) as Scope;
export const systemScope = (region: string, reason: string): Scope =>
  ({ kind: 'system', region: checked(region), reason }) as Scope;
export const nationalScope = (): Scope => ({ kind: 'national' }) as Scope;

/** The region of a scope, or null for `national`. */
export const regionOf = (scope: Scope): string | null =>
  scope.kind === 'national' ? null : scope.region;
