import sharp from 'sharp';
import { insertAuthorLink } from '../../modules/cases/src/store/author-links.ts';
import { addGrant, ensurePerson } from '@otklik/accounts';
import type { Stage, State } from '@otklik/cases';
import { newId, regionScope, type Actor, type Grant } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { surveyOfWorld } from './surveys.ts';
import { countedOfWorld } from './survey-answers.ts';
import { fallOfWorld } from './survey-results.ts';
import { modesOfWorld } from './survey-modes.ts';
import { formsOfWorld } from './survey-forms.ts';
import { systemicOfWorld } from './systemic.ts';
import { REGION, staff, visitor, type TestInstallation } from '../support/installation.ts';
import { putCampaign } from './watch.ts';
import { sourceOfWorld } from './access.ts';
import { referralOfWorld } from './guarantees.ts';
import { pilotOfWorld } from './pilots.ts';
import { publicationOfWorld } from './scheduling.ts';
import { crowdOfWorld } from './crowd.ts';
import { commentOfWorld } from './survey-comments.ts';

export const OTHER_REGION = 'RU-SPE';

type Person = Extract<Actor, { kind: 'person' }>;

export interface WorldCase {
  readonly id: string;
  readonly number: string;
  readonly receipt: string;
}

/** One of everything that a verb can be asked about. */
export interface World {
  readonly house: TestInstallation;
  readonly clinic: { readonly id: string; readonly code: string };
  readonly otherClinic: { readonly id: string; readonly code: string };
  readonly author: Person;
  readonly strangerId: string;
  readonly cases: Readonly<Record<string, WorldCase>>;
  readonly tokens: Readonly<Record<'signIn' | 'invitation' | 'confirm' | 'draft', string>>;
  readonly ids: Readonly<
    Record<
      | 'invitation'
      | 'clinicInvitation'
      | 'grant'
      | 'clinicGrant'
      | 'apiKey'
      | 'letter'
      | 'importRun'
      | 'wish'
      | 'deed',
      string
    >
  >;
  /** Of the author: by number, one that waits and one that everybody reads; the receipt of the second. */
  readonly thanks: Readonly<Record<'waiting' | 'published' | 'receipt', string>>;
  /** Of the author: proposals by number, one that waits and one that everybody reads. */
  readonly crowd: Readonly<Record<'waiting' | 'shown', string>>;
  /** The number of a systemic case that everybody reads. */
  readonly systemic: string;
  /** Questionnaires: one with a draft, one that is published. */
  readonly forms: Awaited<ReturnType<typeof formsOfWorld>>;
  readonly photo: Uint8Array<ArrayBuffer>;
  readonly districtId: string;
  readonly photos: Readonly<Record<'published' | 'closed' | 'draft' | 'returned', string>>;
  /** A person with a row of their own, in their region. */
  person(region: string, grants: readonly Grant[], secondFactor?: boolean): Promise<Person>;
}

const STORY = 'Пришла к девяти утра, а приняли в половине двенадцатого, без объяснений.';
const ANSWER = 'Проверили расписание приёма и добавили второй кабинет с понедельника.';

function personMaker(house: TestInstallation) {
  let made = 0;
  return async (region: string, grants: readonly Grant[], secondFactor = true): Promise<Person> => {
    made += 1;
    const email = `person-${made}@example.org`;
    const personId = await house.app.store.withScope(
      regionScope(region),
      async (tx) => {
        const id = await contactFor(tx, { email, locale: 'ru' });
        await ensurePerson(tx, id);
        for (const { role, reach } of grants)
          await addGrant(tx, { personId: id, role, reach, grantedBy: null });
        return id;
      },
      { now: house.clock.now() },
    );
    const origin = `origin-${made}`;
    const provenAt = house.clock.now();
    const sessionId = newId();
    return { kind: 'person', region, personId, sessionId, grants, secondFactor, provenAt, origin };
  };
}

async function tokenOf(house: TestInstallation, path: string): Promise<string> {
  await house.runJobs();
  for (const letter of house.letters.toReversed()) {
    const found = new RegExp(`/${path}/([\\w-]{43})`).exec(letter.text);
    if (found) return found[1]!;
  }
  throw new Error(`no letter with a link to ${path}`);
}

/** A region that has opened the channel of appeals. */
const OPEN_LANES = {
  emergency: [{ code: '112', number: '112', ru: 'все службы', en: 'all services' }],
  duty_email: null,
  appeals: {
    open: true,
    url: null,
    registration_days: 3,
    answer_days: 30,
    extension_days: 30,
    forwarding_days: 7,
    roll: 'previous' as const,
  },
};

/** Walks a case to each of the states that verbs are about. */
async function openCases(
  house: TestInstallation,
  author: Person,
  clinic: string,
  photo: Uint8Array<ArrayBuffer>,
) {
  const { complaints, cases } = house.faces;
  const region: Grant['reach'] = { kind: 'region' };
  const moderator = staff(newId(), { role: 'moderator', reach: region });
  const executor = staff(newId(), { role: 'executor', reach: region });
  const form = {
    clinic,
    topic: 'wait-at-door-over-1h',
    story: STORY,
    private: 'Номер карты 12-345',
    facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
  };
  const file = async () => {
    const { token } = await complaints.saveDraft(author, { content: {} });
    await complaints.addDraftPhoto(author, { token, photo });
    return complaints.fileComplaint(author, { ...form, draft: token });
  };
  const path: ((number: string) => Promise<unknown>)[] = [
    (number) => complaints.publishComplaint(moderator, { number }),
    (number) =>
      cases.handInAnswer(executor, {
        number,
        text: ANSWER,
        outcome: 'change-made',
        signerName: 'Иванова А. А.',
        signerPost: 'Главный врач',
        photos: [photo],
      }),
    (number) => cases.publishAnswer(moderator, { number }),
    (number) =>
      cases.giveVerdict(author, { number, verdict: 'disputed', unanswered: 'Что изменится?' }),
  ];
  const states: State[] = ['submitted', 'in-work', 'answer-draft', 'answered', 'disputed'];
  const found: Record<string, WorldCase> = {};
  for (const [steps, state] of states.entries()) {
    const filed = await file();
    for (const step of path.slice(0, steps)) await step(filed.number);
    found[state] = filed;
  }
  const controller = staff(newId(), { role: 'controller', reach: region });
  const coordinator = staff(newId(), { role: 'coordinator', reach: region });
  const to = (steps: number) => async (number: string) => {
    for (const step of path.slice(0, steps)) await step(number);
  };
  const promise = async (number: string) => {
    await to(1)(number);
    await cases.promiseDate(executor, {
      number,
      text: 'Второй кабинет откроем после ремонта, работы уже начаты.',
      until: '2026-07-20',
      signerName: 'Иванова А. А.',
      signerPost: 'Главный врач',
    });
  };
  /** Cases beside the straight way, each by the steps that lead to it. */
  const beside: Record<string, (number: string) => Promise<unknown>> = {
    returned: (number) => cases.returnCase(moderator, { number, reason: 'no-facts' }),
    rejected: (number) => cases.rejectCase(moderator, { number, reason: 'no-facts' }),
    appealed: async (number) => {
      await beside.rejected!(number);
      await cases.appealRejection(author, { number, note: 'Факты в тексте есть.' });
    },
    proposed: promise,
    'waiting-author': async (number) => {
      await to(1)(number);
      await cases.askQuestion(executor, { number, text: 'В каком кабинете вы были?' });
      await cases.decideProposal(moderator, { number, finding: 'accepted' });
    },
    planned: async (number) => {
      await promise(number);
      await cases.decideProposal(moderator, { number, finding: 'accepted' });
    },
    disowned: async (number) => {
      await to(1)(number);
      await cases.disownCase(executor, {
        number,
        reason: 'not-our-competence',
        text: 'Вход в здание обслуживает управа района.',
      });
    },
    redirected: async (number) => {
      await beside.disowned!(number);
      await cases.redirectCase(coordinator, {
        number,
        reason: 'not-our-competence',
        body: 'district-administration',
      });
    },
    'promised-again': async (number) => {
      await beside.planned!(number);
      await path[1]!(number);
      await cases.returnAnswer(moderator, { number, reason: 'boilerplate-only' });
    },
    changed: async (number) => {
      await to(1)(number);
      await complaints.changeTopic(moderator, { number, topic: 'no-shoe-covers' });
    },
    danger: (number) => complaints.raiseDanger(author, { number }),
    confirmed: async (number) => {
      await to(3)(number);
      await cases.giveVerdict(author, { number, verdict: 'confirmed' });
    },
    closed: async (number) => {
      await to(4)(number);
      await cases.decideControl(controller, {
        number,
        finding: 'dispute-not-supported',
        note: 'Проверено на месте.',
      });
    },
    // The author's third dispute about the same: it stands unchecked.
    unchecked: to(4),
  };
  for (const [name, lead] of Object.entries(beside)) {
    const filed = await file();
    await lead(filed.number);
    found[name] = filed;
  }
  const lawful = { text: ANSWER, surname: 'Иванова', address: 'Москва, улица Лесная, дом 1' };
  const system = { kind: 'system', region: REGION, name: 'test' } as const;
  await complaints.importLanes(system, OPEN_LANES);
  for (const state of ['in-work', 'answered'])
    await complaints.fileAppeal(author, { number: found[state]!.number, ...lawful });
  await complaints.registerAppeal(coordinator, {
    number: found.answered!.number,
    registrationNumber: '1-26',
  });
  const alone = await complaints.fileLoneAppeal(author, { clinic, ...lawful });
  found['appeal'] = { id: alone.id, number: alone.number, receipt: '' };
  const withdrawn = await file();
  await path[0]!(withdrawn.number);
  await cases.withdrawCase(author, { number: withdrawn.number });
  await house.faces.safeguards.openContact(author, {
    number: found['in-work']!.number,
    telephone: '+7 900 000-00-00',
  });
  found['withdrawn'] = withdrawn;
  return { found, form };
}

export const AUTHOR_LINK = 'l'.repeat(43);

export async function buildWorld(house: TestInstallation): Promise<World> {
  const { actLog, registry, complaints } = house.faces;
  // The day before is a signed day of the log of filings.
  await actLog.sealFilingDays({ kind: 'system', region: REGION, name: 'clock' }, {});
  const { clinics } = await registry.findClinics(visitor(), { limit: 2 });
  const [clinic, otherClinic] = await Promise.all(
    clinics.map(({ code }) => registry.getClinic(visitor(), { code })),
  );
  const [okrug] = await registry.listDistricts(visitor(), {});
  const person = personMaker(house);
  const author = await person(REGION, []);
  const stranger = await person(REGION, []);
  const administrator = await person(REGION, [
    { role: 'administrator', reach: { kind: 'region' } },
  ]);
  const photo = new Uint8Array(
    await sharp({ create: { width: 64, height: 48, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer(),
  );
  const { form, found: opened } = await openCases(house, author, clinic!.code, photo);

  // The link that the author of the answered case has in a letter.
  await house.app.store.withScope(
    regionScope(REGION),
    (tx) =>
      insertAuthorLink(tx, AUTHOR_LINK, {
        case_id: opened.answered!.id,
        purpose: 'verdict',
        round: 1,
        expires_at: new Date(tx.now.getTime() + 86_400_000),
      }),
    { now: house.clock.now() },
  );

  const draft = await complaints.fileComplaint(
    visitor(),
    { ...form, email: 'patient@example.org' },
    { proofOfWork: 'no-script' },
  );
  const confirm = await tokenOf(house, 'confirm');
  const { token: draftToken } = await complaints.saveDraft(visitor(), { content: {} });

  const draftPhoto = await complaints.addDraftPhoto(visitor(), { token: draftToken, photo });

  const { accounts } = house;
  await accounts.requestSignIn(visitor(), { email: 'someone@example.org', locale: 'ru' });
  const signIn = await tokenOf(house, 'sign-in');
  const invite = { email: 'new@example.org', locale: 'ru', role: 'moderator' } as const;
  const { invitationId } = await accounts.inviteStaff(administrator, {
    ...invite,
    reach: { kind: 'region' },
  });
  const invitation = await tokenOf(house, 'invitation');
  const inClinic = { kind: 'clinic', id: clinic!.id } as const;
  const clinicInvitation = await accounts.inviteStaff(administrator, {
    ...invite,
    email: 'clinic@example.org',
    reach: inClinic,
  });
  const grantTo = async (reach: Grant['reach']) =>
    (
      await accounts.grantRole(administrator, {
        personId: (await person(REGION, [])).personId,
        role: 'moderator',
        reach,
      })
    ).grantId;
  const cli = { kind: 'system', region: REGION, name: 'cli' } as const;
  const { keyId } = await accounts.createApiKey(cli, {
    name: 'world',
    scopes: ['complaints:write'],
  });

  // Never run: the matrix asks about an import that waits.
  const importRun = await registry.startImport(cli, {
    kind: 'doctors',
    file: new TextEncoder().encode('code;last_name;first_name\nd-0;Ёлкин;Пётр\n'),
  });
  // So that the clinic has an earlier version to go back to.
  await registry.saveRecord(cli, {
    kind: 'clinic',
    id: clinic!.id,
    version: 1,
    values: { phone: '+7 495 000-00-00' },
  });
  await registry.saveRecord(cli, {
    kind: 'organisation',
    id: 'dzm',
    version: 1,
    values: { name_en: 'Health Department' },
    validFrom: '2026-07-01',
  });
  const { shown } = await complaints.getTopic(cli, { code: 'wait-at-door-over-1h' });
  const { definition, category } = shown!;
  const terms = Object.fromEntries(
    Object.entries(shown!.terms).map(([stage, { amount, unit }]) => [stage, { amount, unit }]),
  ) as Record<Stage, { amount: number; unit: 'hours' }>;
  const planned = { definition, category, terms, version: 1, validFrom: '2026-07-01' };
  await complaints.saveTopic(cli, planned);
  const wish = await complaints.sendWish(
    visitor(),
    { kind: 'topic', text: 'Во дворе поликлиники негде оставить коляску.' },
    { proofOfWork: 'no-script' },
  );

  await commentOfWorld(house, clinic!.id);
  await pilotOfWorld(house);
  await publicationOfWorld(house);
  await sourceOfWorld(house);
  await referralOfWorld(house, author.personId);
  const thank = async () =>
    house.faces.thanks.sendThanks(author, {
      clinic: clinic!.code,
      text: 'Спасибо за внимание: приняли вовремя и всё объяснили.',
      people: ['Медсестра у окна'],
    });
  const thanked = await thank();
  const region: Grant['reach'] = { kind: 'region' };
  await house.faces.thanks.publishThanks(staff(newId(), { role: 'moderator', reach: region }), {
    number: thanked.number,
  });
  const waiting = await thank();

  const joined = ['confirmed', 'closed'].map((state) => opened[state]!.number);
  const systemic = await systemicOfWorld(house, clinic!.code, category.code, joined);

  await surveyOfWorld(house, clinic!.id);
  await countedOfWorld(house);
  await fallOfWorld(house, clinic!.id);
  await modesOfWorld(house, clinic!.id);
  const rows = await house.app.store.withScope(regionScope(REGION), async (tx) => ({
    letter: await tx.db.selectFrom('letters').select('id').limit(1).executeTakeFirstOrThrow(),
    photos: await tx.db
      .selectFrom('case_photos')
      .select(['id', 'state', 'case_id'])
      .where('side', '=', 'author')
      .execute(),
  }));
  await house.app.store.withScope(regionScope(REGION), (tx) =>
    putCampaign(tx, opened['in-work']!.id),
  );
  const photoIn = (state: string): string =>
    rows.photos.find((row) => row.case_id === opened[state]!.id)!.id;
  return {
    house,
    clinic: clinic!,
    otherClinic: otherClinic!,
    author,
    strangerId: stranger.personId,
    cases: { ...opened, draft },
    tokens: { signIn, invitation, confirm, draft: draftToken },
    ids: {
      invitation: invitationId,
      clinicInvitation: clinicInvitation.invitationId,
      grant: await grantTo({ kind: 'region' }),
      clinicGrant: await grantTo(inClinic),
      apiKey: keyId,
      letter: rows.letter.id,
      importRun: importRun.runId,
      wish: wish.id,
      deed: (await accounts.parkDeed(author, { path: '/my', fields: [] })).deedId,
    },
    thanks: {
      waiting: waiting.number,
      published: thanked.number,
      receipt: thanked.receipt,
    },
    crowd: await crowdOfWorld(house, author),
    systemic,
    forms: await formsOfWorld(house),
    photo,
    districtId: okrug!.id,
    photos: {
      published: photoIn('in-work'),
      closed: photoIn('submitted'),
      draft: draftPhoto.id,
      returned: photoIn('returned'),
    },
    person,
  };
}
