import { betterAuth, type BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { deleteSessionCookie, setSessionCookie } from 'better-auth/cookies';
import { openPool } from '@otklik/db';
import { AppError, type KeyPort, type Log } from '@otklik/kernel';
import { z } from 'zod';
import { SESSION_TERM_s } from './model.ts';

/** What of the account library we use: it makes, signs and reads the cookie of a session. */
export interface AuthLibrary {
  /** A session of the library for one of ours; gives the Set-Cookie lines. */
  open(personId: string, sessionId: string): Promise<string[]>;
  /** Our session's id from a Cookie header; null when it holds none that is signed and alive. */
  read(cookie: string | null | undefined): Promise<string | null>;
  /** Drops the library's session behind a Cookie header; gives the Set-Cookie lines that empty it. */
  close(cookie: string | null | undefined): Promise<string[]>;
  end(): Promise<void>;
}

export interface AuthLibraryOptions {
  readonly authUrl: string;
  readonly publicUrl: string;
  readonly keys: KeyPort;
  readonly log: Log;
}

const emailOf = (personId: string): string => `${personId}@person.invalid`;
const cookieHeader = (cookie: string | null | undefined): Headers =>
  new Headers(cookie ? { cookie } : {});

// Who may sign in is decided by our own commands; these endpoints have no path, so only we can call them.
const provenSignIn = {
  id: 'proven-sign-in',
  endpoints: {
    openProven: createAuthEndpoint(
      { method: 'POST', body: z.object({ personId: z.uuid(), reference: z.uuid() }) },
      async (ctx) => {
        const { internalAdapter } = ctx.context;
        const email = emailOf(ctx.body.personId);
        const find = async () => (await internalAdapter.findUserByEmail(email))?.user;
        const make = () =>
          internalAdapter
            .createUser({ email, name: '', emailVerified: true }, { method: 'proven-sign-in' })
            // Two sign-ins of one person at once: the unique index lets one make the user.
            .catch(find);
        const user = (await find()) ?? (await make());
        if (!user) throw new AppError('unavailable', { reason: 'account-library' });
        const session = await internalAdapter.createSession(user.id, false, {
          reference: ctx.body.reference,
          ipAddress: '',
          userAgent: '',
        });
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ ok: true });
      },
    ),
    closeProven: createAuthEndpoint({ method: 'POST', requireHeaders: true }, async (ctx) => {
      const name = ctx.context.authCookies.sessionToken.name;
      const token = await ctx.getSignedCookie(name, ctx.context.secret);
      if (token) await ctx.context.internalAdapter.deleteSession(token);
      deleteSessionCookie(ctx);
      return ctx.json({ ok: true });
    }),
  },
} satisfies BetterAuthPlugin;

/** The library's settings, apart from its database: the tests compare them with our migration. */
export const libraryOptions = ({
  publicUrl,
  keys,
}: Pick<AuthLibraryOptions, 'publicUrl' | 'keys'>) => {
  // Plain http exists only for the demo on this machine; there a Secure cookie would not be kept.
  const secure = new URL(publicUrl).protocol === 'https:';
  return {
    appName: 'Otklik',
    baseURL: publicUrl,
    secret: keys.hash('account-library', 'cookie-secret'),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: false },
    session: {
      expiresIn: SESSION_TERM_s,
      disableSessionRefresh: true,
      additionalFields: {
        reference: { type: 'string' as const, required: true, unique: true, input: false },
      },
    },
    advanced: {
      useSecureCookies: false,
      ipAddress: { disableIpTracking: true },
      cookies: {
        session_token: {
          name: secure ? '__Host-otklik_session' : 'otklik_session',
          attributes: { secure, httpOnly: true, sameSite: 'lax' as const, path: '/' },
        },
      },
    },
    plugins: [provenSignIn],
  };
};

/** Opens the library on its own schema, under its own role. */
export function openAuthLibrary(options: AuthLibraryOptions): AuthLibrary {
  const { authUrl, log } = options;
  const pool = openPool({
    url: authUrl,
    size_max: 5,
    name: 'otklik-auth',
    log,
    searchPath: 'accounts_auth',
  });
  const auth = betterAuth({ ...libraryOptions(options), database: pool });
  return {
    async open(personId, sessionId) {
      const { headers } = await auth.api.openProven({
        body: { personId, reference: sessionId },
        returnHeaders: true,
      });
      return headers.getSetCookie();
    },
    async read(cookie) {
      if (!cookie?.includes('otklik_session')) return null;
      const found = await auth.api.getSession({ headers: cookieHeader(cookie) });
      return found?.session.reference ?? null;
    },
    async close(cookie) {
      const { headers } = await auth.api.closeProven({
        headers: cookieHeader(cookie),
        returnHeaders: true,
      });
      return headers.getSetCookie();
    },
    end: () => pool.end(),
  };
}
