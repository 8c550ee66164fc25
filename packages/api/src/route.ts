import type { RouteConfig } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Actor } from '@otklik/kernel';
import type { ApiOptions, ApiRequestFacts } from './doors.ts';

export const PREFIX = '/api/v1';

export interface ApiEnv {
  Bindings: ApiRequestFacts;
}
export type ApiContext = Context<ApiEnv>;

/** One request as a route's handler gets it: who asks is settled. */
export interface Call {
  readonly c: ApiContext;
  readonly options: ApiOptions;
  /** Without a key a visitor. Reading routes do not use it: what is public is public to all alike. */
  readonly actor: Actor;
  readonly visitor: Actor;
}

/**
 * How long an answer may be used again. `short`: five minutes, for what a registry says.
 * `ask`: never without asking (with an ETag), because moderation must not be outlived by copies.
 * `none`: not kept at all.
 */
export type Freshness = 'short' | 'ask' | 'none';

/** A route: its description, which is also its documentation, and its translator. */
export interface Route {
  readonly config: RouteConfig;
  /** Its answer leaves while it is made. */
  readonly isStreamed?: true;
  readonly freshness: Freshness;
  readonly handle: (call: Call) => Promise<Response>;
}
