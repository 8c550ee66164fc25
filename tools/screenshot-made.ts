import type { BrowserContext } from 'playwright-core';
import { newSecret, type Actor } from '@otklik/kernel';
import sharp from 'sharp';
import { comment } from '../tests/journeys/commented.ts';
import { actorOf, signIn } from '../tests/journeys/signed-in.ts';
import type { Platform } from '../tests/journeys/support.ts';
import { halfSignedIn, importWithFault } from '../tests/journeys/world-more.ts';
import { owePaperLetter } from './screenshot-desk.ts';

type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

/** What no fresh demonstration holds, made in it so that every page has its picture. */
export interface Made {
  /** Puts what was made in place of `{appeal}`, `{returned}`, `{pictured}`, `{import}` and `{deed}`. */
  fill(path: string): Promise<string>;
  /** Somebody of the staff who still owes the second factor. */
  readonly half: Cookies;
  close(): Promise<void>;
}

const STORY = 'Пришла к десяти утра по записи, а приняли в половине первого, без объяснений.';
const FORM = {
  clinic: 'msk-a-191',
  topic: 'wait-at-door-over-1h',
  story: STORY,
  facts: { appointed_at: '2026-02-10T10:00', started_at: '2026-02-10T12:30' },
};

/** A message of the demo's citizen, with a picture of a wall. */
async function fileWithPhoto({ house }: Platform, author: Actor): Promise<string> {
  const { complaints } = house.faces;
  const { token } = await complaints.saveDraft(author, { token: newSecret(), content: {} });
  const noise = { type: 'gaussian', mean: 128, sigma: 40 } as const;
  const create = { width: 640, height: 480, channels: 3, background: 'white', noise } as const;
  const photo = new Uint8Array(await sharp({ create }).jpeg().toBuffer());
  await complaints.addDraftPhoto(author, { token, photo });
  return (await complaints.fileComplaint(author, { ...FORM, draft: token })).number;
}

export async function makeRest(it: Platform): Promise<Made> {
  const { accounts, faces, settings } = it.house;
  const asPerson = async (role: 'citizen' | 'administrator' | 'clerk'): Promise<Actor> => {
    const context = await signIn(it, role);
    const actor = await actorOf(it, context);
    await context.close();
    return actor;
  };
  const citizen = await asPerson('citizen');
  const administrator = await asPerson('administrator');
  const returned = await fileWithPhoto(it, citizen);
  await faces.cases.returnCase(it.actAs('moderator'), { number: returned, reason: 'unclear' });
  const pictured = await fileWithPhoto(it, citizen);
  const appeal = await faces.complaints.fileLoneAppeal(citizen, {
    clinic: FORM.clinic,
    text: 'Прошу разобраться, почему приём начался позже на полтора часа.',
    surname: 'Иванова',
    address: 'Москва, улица Лесная, дом 1',
  });
  const system = { kind: 'system', region: settings.region, name: 'cli' } as const;
  await accounts.putIdentityProvider(system, {
    code: 'city',
    kind: 'oidc',
    nameRu: 'Городской вход',
    nameEn: 'City sign-in',
    issuer: 'https://login.example.org',
    clientId: 'otklik',
    clientSecret: 'nobody-is-asked',
    userinfo: false,
    audience: 'citizens',
    trustsEmail: true,
  });
  const made = { returned, pictured, appeal: appeal.number, import: '' };
  made.import = await importWithFault(it, administrator);
  await owePaperLetter(it, await asPerson('clerk'), FORM);
  await comment(it, FORM.clinic);
  const waiting = await halfSignedIn(it);
  const half = await waiting.cookies();
  await waiting.close();
  return {
    half,
    async fill(path) {
      let filled = path;
      for (const [name, value] of Object.entries(made)) filled = filled.replace(`{${name}}`, value);
      if (!filled.includes('{deed}')) return filled;
      // It is gone after one look: each picture has its own.
      const { deedId } = await accounts.parkDeed(administrator, {
        path: '/desk/people?/invite',
        fields: [['email', 'colleague@example.org']],
      });
      return filled.replace('{deed}', deedId);
    },
    close: () => accounts.removeIdentityProvider(system, { code: 'city' }).then(() => undefined),
  };
}
