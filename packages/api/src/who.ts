import { AppError, type Actor } from '@otklik/kernel';
import type { ApiOptions } from './doors.ts';
import type { ApiContext } from './route.ts';

const BEARER = /^Bearer +(otk_[\w-]{43})$/i;

export const visitorOf = (c: ApiContext, { region }: ApiOptions): Actor => ({
  kind: 'visitor',
  region,
  origin: c.env.origin,
});

/**
 * Who asks: the key's machine, or a visitor where no key is sent. Cookies are not looked at.
 * @throws AppError credential-invalid for a key that opens nothing, on every route: a machine should know
 */
export async function actorOf(c: ApiContext, options: ApiOptions): Promise<Actor> {
  const header = c.req.header('authorization');
  if (header === undefined) return visitorOf(c, options);
  const key = BEARER.exec(header)?.[1];
  const { region } = options;
  const actor = key ? await options.actorFromKey({ key, region, origin: c.env.origin }) : null;
  if (!actor) throw new AppError('credential-invalid');
  return actor;
}
