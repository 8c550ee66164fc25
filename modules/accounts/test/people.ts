import { runCommand, type Actor, type Reach, type StaffRole } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { REGION } from '../../../tests/support/installation.ts';
import { openStand, type Stand } from '../../notices/test/stand.ts';
import { completeSignIn } from '../src/commands/complete-sign-in.ts';
import { addGrant, ensurePerson, type AccountsService } from '../src/index.ts';
import { totpCode, totpStep } from '../src/totp.ts';

export const VISITOR = { kind: 'visitor', region: REGION, origin: 'here' } as const;
export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
export type Person = Extract<Actor, { kind: 'person' }>;

export const PRODUCTION = {
  OTKLIK_MODE: 'production',
  PUBLIC_URL: 'https://otklik.example',
  SMTP_URL: 'smtp://127.0.0.1:1',
};

/** An installation with its accounts, and what a person at a browser does with them. */
export interface Town {
  readonly stand: Stand;
  readonly service: AccountsService;
  /** Asks for a link by mail and gives its token. */
  linkFor(email: string, origin?: string): Promise<string>;
  tokenIn(path: 'sign-in' | 'invitation'): Promise<string>;
  /** Signs in by mail; gives the cookie a browser would keep. */
  signIn(email: string): Promise<string>;
  who(cookie: string | null): Promise<Actor>;
  person(cookie: string): Promise<Person>;
  /** A staff member with the second factor given: cookie and secret. */
  staff(
    email: string,
    role: StaffRole,
    reach?: Reach,
  ): Promise<{ cookie: string; secret: string; personId: string }>;
  /** Enrols an authenticator in the session of a cookie. */
  enrol(cookie: string): Promise<{ cookie: string; secret: string; recoveryCodes: string[] }>;
  /** The code an authenticator shows now; moves the clock one step, since a code is taken once. */
  code(secret: string): string;
  close(): Promise<void>;
}

export const cookieOf = (setCookies: readonly string[]): string =>
  setCookies.map((line) => line.split(';')[0]).join('; ');

export async function openTown(env: Record<string, string> = PRODUCTION): Promise<Town> {
  const stand = await openStand({ env });
  const service = stand.accounts;
  let origins = 0;
  const town: Town = {
    stand,
    service,
    async tokenIn(path) {
      await stand.runJobs();
      // Letters of one moment come in any order: one about a change of the account may be the last.
      const wanted = new RegExp(`/${path}/([\\w-]{43})`);
      const letter = stand.letters.findLast((one) => wanted.test(one.text));
      const found = wanted.exec(letter?.text ?? '');
      if (!found) throw new Error('no letter with such a link');
      return found[1]!;
    },
    async linkFor(email, origin = `o${(origins += 1)}`) {
      await service.requestSignIn({ ...VISITOR, origin }, { email, locale: 'ru' });
      return town.tokenIn('sign-in');
    },
    async signIn(email) {
      const token = await town.linkFor(email);
      const link = { token, userAgent: FIREFOX };
      return cookieOf((await service.completeSignIn(VISITOR, link)).setCookies);
    },
    who: (cookie) => service.actorFromRequest({ cookie, region: REGION, origin: 'here' }),
    async person(cookie) {
      const actor = await town.who(cookie);
      if (actor.kind !== 'person') throw new Error('not signed in');
      return actor;
    },
    async staff(email, role, reach = { kind: 'region' }) {
      const personId = await stand.inRegion(async (tx) => {
        const id = await contactFor(tx, { email, locale: 'ru' });
        await ensurePerson(tx, id);
        await addGrant(tx, { personId: id, role, reach, grantedBy: null });
        return id;
      });
      const { cookie, secret } = await town.enrol(await town.signIn(email));
      return { cookie, secret, personId };
    },
    async enrol(cookie) {
      const actor = await town.who(cookie);
      const { secret } = await service.enrolTotp(actor, {});
      const done = await service.confirmTotp(actor, { code: town.code(secret) });
      return { cookie: cookieOf(done.setCookies), secret, recoveryCodes: done.recoveryCodes };
    },
    code(secret) {
      stand.clock.advance(30_000);
      return totpCode(secret, totpStep(stand.clock.now()));
    },
    async close() {
      await stand.close();
    },
  };
  return town;
}

/** Completes past the account library: for races, where only our own transaction decides. */
export const completeBare = (town: Town, token: string) =>
  runCommand(town.stand.app, VISITOR, completeSignIn, { token, device: 'other/other' });
