import type { WebServices } from '#lib/server/services.ts';

/** How an answer stands inside the clinic, as its page shows it. */
export type SigningRoom = Awaited<ReturnType<WebServices['cases']['getSigningRoom']>>;
export type DraftVersion = SigningRoom['versions'][number];
