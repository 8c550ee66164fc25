import type { Proposed } from './crowd.ts';
import { intakeLooks } from './route-list-intake.ts';
import { thanksLooks } from './route-list-thanks.ts';

/** What a page can be asked about: made once by the accessibility journey. */
export interface Facts {
  readonly clinic: string;
  readonly district: string;
  readonly published: string;
  readonly submitted: string;
  /** Sent back to its author. */
  readonly returned: string;
  /** Answered, naming a person; its author has opened a contact. */
  readonly answered: string;
  /** Its answer made promises. */
  readonly promised: string;
  /** A clinic that nobody has written about. */
  readonly quietClinic: string;
  /** A file that was imported with a bad line. */
  readonly importRun: string;
  readonly letter: string;
  /** An appeal under the law with no complaint before it. */
  readonly appeal: string;
  /** Somebody of the staff. */
  readonly person: string;
  readonly confirmToken: string;
  /** Of a letter that asks the author for a verdict. */
  readonly sayToken: string;
  readonly invitationToken: string;
  /** Thanks that everybody reads, and thanks that wait. */
  readonly thanked: string;
  readonly thanksWaiting: string;
  readonly crowd: Proposed;
  readonly comments: { readonly waiting: string; readonly shown: string };
  /** A systemic case whose clinic owes its plan. */
  readonly systemic: string;
  /** Of a letter to a subscriber. */
  readonly stopTicket: string;
}

export type Eyes =
  | 'visitor'
  | 'form'
  | 'ready'
  | 'sent'
  | 'receipt'
  | 'citizen'
  | 'moderator'
  | 'controller'
  | 'head'
  | 'coordinator'
  | 'clerk'
  | 'named'
  | 'half'
  | 'administrator';

/** One look at a page: with whose eyes, and what there is to see. */
export interface Look {
  readonly title: string;
  readonly as: Eyes;
  readonly path: (facts: Facts) => string;
  /**
   * Presses the send button of the first form with such an action (`''`: any), with nothing filled in:
   * the page in error.
   */
  readonly press?: string | undefined;
  /** What the form's first field of such a selector holds before it is pressed, where blank is not wrong. */
  readonly spoil?: readonly [field: string, value: string];
  /** What the server answers in the end, where it is not what the title says; see `statusOf`. */
  readonly status?: number;
  /** The address that is led to, where it is another one. */
  readonly leads?: string;
  /** What there is to see, where the title alone does not say it: a selector. */
  readonly sees?: string;
}

/** The answer that a look means: a page; a refused form; nothing there; not for these eyes. */
export const statusOf = ({ title, press, status }: Look): number => {
  if (status !== undefined) return status;
  if (press !== undefined) return 422;
  if (title === 'for whom it is not') return 403;
  return title === 'in error' ? 404 : 200;
};

/**
 * How a route is covered: by looks that axe judges, or by the test file that goes there; `by` is what to
 * look for in the file when it is not the address.
 */
export type Coverage = readonly Look[] | { readonly test: string; readonly by?: string };

const at = (path: string | Look['path'], title = 'with data', as: Eyes = 'visitor'): Look => ({
  title,
  as,
  path: typeof path === 'string' ? () => path : path,
});
const empty = (path: string | Look['path'], as: Eyes = 'visitor'): Look => at(path, 'empty', as);
const wrong = (path: string | Look['path'], as: Eyes = 'visitor', press = ''): Look => ({
  ...at(path, 'in error', as),
  press,
  sees: '[role=alert]',
});
/** Refused for what a hidden field says: as of a page that was open while somebody else went on. */
const stale = (look: Look, spoil: readonly [string, string], status = 422): Look => ({
  ...look,
  spoil,
  status,
});
const NOWHERE = '26-000000-5';
const NO_PERSON = '00000000-0000-7000-8000-00000000000a';
const NO_TOKEN = 'x'.repeat(43);

/**
 * Every page and endpoint that the web app knows, by Kit's name of the route. `tests/routes.test.ts` fails
 * on one that is missing here.
 */
export const PAGE_ROUTES: Readonly<Record<string, Coverage>> = {
  '/': [at('/')],
  '/accessibility': [at('/accessibility')],
  '/act-log': [at('/act-log')],
  '/act-log/check': [at('/act-log/check'), wrong('/act-log/check')],
  '/appeals/[number]': [
    at(({ appeal }) => `/appeals/${appeal}`, 'of one’s own', 'citizen'),
    at(`/appeals/${NOWHERE}`, 'in error', 'citizen'),
  ],
  '/clinics': [at('/clinics?q=поликлиника'), at('/clinics'), empty('/clinics?q=ъъъщщщ')],
  '/clinics/[code]': [
    at(({ clinic }) => `/clinics/${clinic}`),
    at('/clinics/no-such-clinic', 'in error'),
  ],
  '/clinics/[code]/button': [
    at(({ clinic }) => `/clinics/${clinic}/button`),
    at('/clinics/no-such-clinic/button', 'in error'),
  ],
  '/buttons/[file]': { test: 'apps/server/test/button.test.ts' },
  '/clinics/districts': [at('/clinics/districts')],
  '/clinics/map': [at('/clinics/map')],
  '/danger': [at('/danger')],
  '/complaints/[number]/appeal': [
    at(({ submitted }) => `/complaints/${submitted}/appeal`, 'of one’s own', 'citizen'),
    at(`/complaints/${NOWHERE}/appeal`, 'in error'),
  ],
  '/complaints': [at('/complaints'), empty('/complaints?q=ъъъщщщ')],
  '/complaints/[number]': [
    at(({ published }) => `/complaints/${published}`),
    at(({ promised }) => `/complaints/${promised}`, 'with promises'),
    at(({ submitted }) => `/complaints/${submitted}`, 'of one’s own', 'citizen'),
    at(({ answered }) => `/complaints/${answered}`, 'to be judged', 'citizen'),
    at(`/complaints/${NOWHERE}`, 'in error'),
  ],
  '/complaints/[number]/mend': [
    at(({ returned }) => `/complaints/${returned}/mend`, 'of one’s own', 'citizen'),
    at(`/complaints/${NOWHERE}/mend`, 'in error', 'citizen'),
  ],
  '/complaints/[number]/mend/photos/[id]/cover': {
    test: 'tests/journeys/cover.test.ts',
    by: '/mend/photos/',
  },
  '/complaints/[number]/share': [
    at(({ published }) => `/complaints/${published}/share`),
    at(`/complaints/${NOWHERE}/share`, 'in error'),
  ],
  '/complaints/[number]/erase': [
    at(({ submitted }) => `/complaints/${submitted}/erase`, 'with data', 'citizen'),
    wrong(({ submitted }) => `/complaints/${submitted}/erase`, 'citizen'),
  ],
  '/complaints/[number]/withdraw': [
    at(({ submitted }) => `/complaints/${submitted}/withdraw`, 'with data', 'citizen'),
    stale(
      wrong(({ submitted }) => `/complaints/${submitted}/withdraw`, 'citizen'),
      ['[name=version]', '999'],
      409,
    ),
  ],
  '/complaints/map': [at('/complaints/map')],
  '/complaints/new': [
    at('/complaints/new', 'before a search'),
    at('/complaints/new?q=поликлиника'),
  ],
  '/complaints/new/no-clinic': [
    at('/complaints/new/no-clinic'),
    wrong('/complaints/new/no-clinic'),
  ],
  '/complaints/new/no-topic': [
    at('/complaints/new/no-topic', 'with data', 'form'),
    wrong('/complaints/new/no-topic'),
  ],
  '/complaints/new/appeal': [
    at('/complaints/new/appeal', 'with data', 'form'),
    wrong(({ clinic }) => `/complaints/new/appeal?clinic=${clinic}`, 'citizen'),
  ],
  '/complaints/new/appeal/text.txt': { test: 'tests/journeys/citizen.test.ts' },
  '/complaints/new/topic': [
    at('/complaints/new/topic', 'with data', 'form'),
    stale(wrong('/complaints/new/topic', 'form'), ['[name=topic]:checked', '']),
  ],
  '/complaints/new/details': [
    at('/complaints/new/details', 'with data', 'form'),
    wrong('/complaints/new/details', 'form'),
  ],
  '/complaints/new/details/judge': { test: 'tests/journeys/citizen.test.ts', by: 'data-judge' },
  '/complaints/new/similar': [
    { ...at('/complaints/new/similar', 'with data', 'ready'), sees: 'main article' },
  ],
  '/complaints/new/similar/list': { test: 'tests/journeys/citizen.test.ts' },
  '/complaints/new/photos': [
    at('/complaints/new/photos', 'with data', 'form'),
    wrong('/complaints/new/photos', 'form'),
  ],
  '/complaints/new/photos/[id]': { test: 'tests/journeys/citizen.test.ts', by: 'setInputFiles' },
  '/complaints/new/photos/[id]/cover': { test: 'tests/journeys/cover.test.ts', by: '/cover' },
  '/complaints/new/contact': [
    at('/complaints/new/contact', 'with data', 'form'),
    wrong('/complaints/new/contact', 'form'),
  ],
  '/complaints/new/check': [
    { ...at('/complaints/new/check', 'with data', 'ready'), sees: '[data-preview]' },
    // Something is still wanting: it is said before anything is sent.
    { ...at('/complaints/new/check', 'in error', 'form'), status: 200, sees: '[role=alert]' },
  ],
  '/complaints/new/sent': [at('/complaints/new/sent', 'with data', 'sent')],
  '/say/[token]': [
    { ...at(({ sayToken }) => `/say/${sayToken}`), sees: 'main form' },
    // The last button disputes, and says nothing of what.
    wrong(({ sayToken }) => `/say/${sayToken}`),
    { ...at(`/say/${NO_TOKEN}`, 'in error'), status: 200, sees: 'main h1' },
  ],
  '/complaints/new/type-back': [
    at('/complaints/new/type-back', 'with data', 'sent'),
    { ...wrong('/complaints/new/type-back', 'sent'), status: 404 },
  ],
  '/complaints/[number]/proof': [
    at(({ promised }) => `/complaints/${promised}/proof`, 'with data', 'citizen'),
    at(`/complaints/${NOWHERE}/proof`, 'in error', 'citizen'),
  ],
  '/complaints/[number]/proof/file': {
    test: 'apps/server/test/filing-log.test.ts',
    by: 'getFilingProof',
  },
  '/confirm/[token]': [
    at(({ confirmToken }) => `/confirm/${confirmToken}`),
    { ...wrong(`/confirm/${NO_TOKEN}`), status: 410, sees: 'main h1' },
  ],
  // The gallery shows the component of an empty list too.
  '/demo/components': [
    { ...at('/demo/components'), sees: 'main h2' },
    {
      ...at('/demo/components?scheme=white-on-black&size=200&focus=yes', 'in a setting by address'),
      sees: 'html[data-scheme=white-on-black][data-size="200"] main .focused',
    },
  ],
  '/demo/mailbox': [at('/demo/mailbox')],
  '/demo/mailbox/[id]': [at(({ letter }) => `/demo/mailbox/${letter}`)],
  '/desk': [
    { ...at('/desk', 'with data', 'moderator'), sees: 'main a[href*="/desk/queue/"]' },
    { ...at('/desk', 'not signed in'), leads: '/sign-in' },
    at('/desk', 'for whom it is not', 'citizen'),
  ],
  '/desk/cases/[number]': [
    at(({ submitted }) => `/desk/cases/${submitted}`, 'with data', 'moderator'),
    wrong(({ submitted }) => `/desk/cases/${submitted}`, 'moderator', 'named-settle'),
    at(({ answered }) => `/desk/cases/${answered}`, 'with a person named', 'moderator'),
    at(`/desk/cases/${NOWHERE}`, 'in error', 'moderator'),
  ],
  '/desk/cases/[number]/photos/[id]': { test: 'tests/journeys/cover.test.ts', by: '/photos/' },
  '/desk/cases/[number]/print': [
    at(({ published }) => `/desk/cases/${published}/print`, 'with data', 'moderator'),
    at(`/desk/cases/${NOWHERE}/print`, 'in error', 'moderator'),
  ],
  ...intakeLooks({ at, empty, wrong }),
  ...thanksLooks({ at, empty, wrong, stale }),
  '/desk/board': [at('/desk/board', 'with data', 'moderator')],
  '/desk/board/cell': [
    at('/desk/board/cell?what=in-work&timing=in-time', 'with data', 'moderator'),
    empty('/desk/board/cell?what=solved&timing=late&district=none', 'moderator'),
    at('/desk/board/cell?what=everything', 'in error', 'moderator'),
  ],
  '/desk/meeting': [
    at('/desk/meeting', 'with data', 'coordinator'),
    empty('/desk/meeting?district=nowhere', 'coordinator'),
    at('/desk/meeting', 'for whom it is not', 'moderator'),
  ],
  '/desk/meeting/csv': { test: 'apps/web/test/meeting.test.ts', by: 'casesCsv' },
  '/desk/systemic': [
    at('/desk/systemic', 'with data', 'coordinator'),
    at('/desk/systemic', 'with data', 'head'),
  ],
  '/desk/systemic/[number]': [
    at(({ systemic }) => `/desk/systemic/${systemic}`, 'with data', 'coordinator'),
    at(({ systemic }) => `/desk/systemic/${systemic}`, 'with data', 'head'),
    wrong(({ systemic }) => `/desk/systemic/${systemic}`, 'head', 'plan'),
    at(`/desk/systemic/${NOWHERE}`, 'in error', 'coordinator'),
  ],
  '/desk/systemic/[number]/dismiss': [
    at(({ systemic }) => `/desk/systemic/${systemic}/dismiss`, 'with data', 'coordinator'),
    at(`/desk/systemic/${NOWHERE}/dismiss`, 'in error', 'coordinator'),
  ],
  '/desk/keys': [
    at('/desk/keys', 'with data', 'administrator'),
    wrong('/desk/keys', 'administrator', 'make'),
    at('/desk/keys', 'for whom it is not', 'moderator'),
  ],
  '/desk/bulk': [
    at(({ submitted }) => `/desk/bulk?step=publish&case=${submitted}`, 'with data', 'moderator'),
    at(({ submitted }) => `/desk/bulk?step=reject&case=${submitted}`, 'with a reason', 'moderator'),
    wrong(({ submitted }) => `/desk/bulk?step=reject&case=${submitted}`, 'moderator', 'do'),
    empty('/desk/bulk', 'moderator'),
  ],
  '/desk/templates': [{ ...at('/desk/templates', 'with data', 'head'), sees: 'main li' }],
  '/desk/templates/edit': [
    at('/desk/templates/edit', 'a new one', 'administrator'),
    wrong('/desk/templates/edit', 'administrator', 'save'),
  ],
  '/desk/undo': [
    empty('/desk/undo', 'moderator'),
    {
      ...wrong(`/desk?done=settle&undo=${NO_PERSON}`, 'moderator', 'undo'),
      status: 200,
      sees: '.notice',
    },
  ],
  '/desk/appeals': [
    at('/desk/appeals', 'with data', 'coordinator'),
    empty('/desk/appeals?which=closed', 'coordinator'),
    at('/desk/appeals', 'for whom it is not', 'moderator'),
  ],
  '/desk/appeals/[number]': [
    at(({ appeal }) => `/desk/appeals/${appeal}`, 'with data', 'coordinator'),
    {
      ...wrong(({ appeal }) => `/desk/appeals/${appeal}`, 'coordinator', 'register-appeal'),
    },
    at(`/desk/appeals/${NOWHERE}`, 'in error', 'coordinator'),
  ],
  '/desk/promises': [
    at('/desk/promises?which=all', 'with data', 'head'),
    empty('/desk/promises?which=reported', 'head'),
    at('/desk/promises', 'for whom it is not', 'moderator'),
  ],
  '/desk/signing': [
    at('/desk/signing', 'with data', 'head'),
    wrong('/desk/signing', 'head', 'deputy'),
  ],
  '/desk/erased': [
    at('/desk/erased', 'with data', 'moderator'),
    wrong('/desk/erased', 'moderator'),
  ],
  '/desk/campaigns': [
    at('/desk/campaigns', 'empty', 'administrator'),
    stale(wrong('/desk/campaigns', 'administrator'), ['[name=copiesMin]', '1']),
    at('/desk/campaigns', 'for whom it is not', 'head'),
  ],
  '/desk/campaigns/[id]': { test: 'modules/campaigns/test/campaigns.test.ts', by: 'getCampaign' },
  '/desk/watch': [
    at('/desk/watch', 'with data', 'moderator'),
    at('/desk/watch', 'for whom it is not', 'head'),
  ],
  '/desk/watch/sample': [at('/desk/watch/sample', 'empty', 'moderator')],
  '/desk/watch/differences': [at('/desk/watch/differences', 'empty', 'controller')],
  '/desk/watch/rules': [
    at('/desk/watch/rules', 'with data', 'administrator'),
    stale(wrong('/desk/watch/rules', 'administrator'), ['[name=sharePercent]', '99']),
    at('/desk/watch/rules', 'for whom it is not', 'moderator'),
  ],
  '/desk/watch/figures.csv': { test: 'apps/web/test/watch-table.test.ts', by: 'figuresCsv' },
  '/desk/changes': [at('/desk/changes', 'with data', 'moderator')],
  '/desk/health': [
    at('/desk/health', 'with data', 'administrator'),
    at('/desk/health', 'for whom it is not', 'moderator'),
  ],
  '/desk/named': [
    at('/desk/named', 'with data', 'head'),
    at('/desk/named', 'for whom it is not', 'moderator'),
  ],
  '/desk/pressure': [
    at('/desk/pressure', 'with data', 'controller'),
    wrong('/desk/pressure', 'controller'),
    at('/desk/pressure', 'for whom it is not', 'moderator'),
  ],
  '/desk/people': [
    at('/desk/people', 'with data', 'administrator'),
    wrong('/desk/people', 'administrator', 'invite'),
    {
      ...wrong('/desk/people', 'administrator', 'change'),
      title: 'asking again',
      status: 200,
      sees: 'main form[action*=change]',
    },
  ],
  '/desk/registry': [
    at('/desk/registry', 'with data', 'administrator'),
    at('/desk/registry', 'for whom it is not', 'moderator'),
  ],
  '/desk/registry/[kind]': [
    at('/desk/registry/clinic', 'with data', 'administrator'),
    at('/desk/registry/norm?q=терапевт', 'of a search', 'administrator'),
    empty('/desk/registry/doctor?q=ъъъщщщ', 'administrator'),
    at('/desk/registry/no-such-kind', 'in error', 'administrator'),
  ],
  '/desk/registry/[kind]/record': [
    at('/desk/registry/region/record?id=RU-MOW&on=2026-12-01', 'with data', 'administrator'),
    at('/desk/registry/calendar/record?id=RU%2F2026', 'to be read only', 'administrator'),
    at('/desk/registry/clinic/record', 'a new one', 'administrator'),
    wrong('/desk/registry/clinic/record', 'administrator'),
  ],
  '/desk/registry/imports': [
    at('/desk/registry/imports', 'with data', 'administrator'),
    wrong('/desk/registry/imports', 'administrator'),
  ],
  '/desk/registry/imports/[id]': [
    at(({ importRun }) => `/desk/registry/imports/${importRun}`, 'with data', 'administrator'),
    at(`/desk/registry/imports/${NO_PERSON}`, 'in error', 'administrator'),
  ],
  '/desk/registry/imports/[id]/faults.csv': {
    test: 'modules/registry/test/intake.test.ts',
    by: 'csvText',
  },
  '/desk/topics': [at('/desk/topics', 'with data', 'administrator')],
  '/desk/topics/edit': [
    at('/desk/topics/edit?code=wait-at-door-over-1h', 'with data', 'administrator'),
    at('/desk/topics/edit', 'a new one', 'administrator'),
    wrong('/desk/topics/edit', 'administrator'),
  ],
  '/desk/lanes': [
    at('/desk/lanes', 'with data', 'administrator'),
    stale(wrong('/desk/lanes', 'administrator', 'save'), ['[name=answer_days]', 'soon']),
  ],
  '/desk/lanes/body': [
    at('/desk/lanes/body?code=insurance-fund', 'with data', 'administrator'),
    at('/desk/lanes/body', 'a new one', 'administrator'),
    wrong('/desk/lanes/body', 'administrator'),
  ],
  '/desk/wanted': [at('/desk/wanted', 'with data', 'moderator')],
  '/desk/take-downs': [
    at('/desk/take-downs', 'with data', 'controller'),
    wrong('/desk/take-downs', 'controller', 'take'),
  ],
  '/desk/people/[id]': [
    at(({ person }) => `/desk/people/${person}`, 'with data', 'administrator'),
    at(`/desk/people/${NO_PERSON}`, 'in error', 'administrator'),
  ],
  '/desk/people/clinic/[code]': [
    at(({ clinic }) => `/desk/people/clinic/${clinic}`, 'with data', 'administrator'),
    at('/desk/people/clinic/no-such-clinic', 'in error', 'administrator'),
  ],
  '/desk/queue/[queue]': [
    at('/desk/queue/moderation', 'with data', 'moderator'),
    at('/desk/queue/all?due=overdue&q=ъъъ&sort=age', 'narrowed to nothing', 'moderator'),
    at('/desk/queue/all?held=free&sort=age', 'narrowed', 'moderator'),
    empty('/desk/queue/answers', 'moderator'),
  ],
  '/desk/retention': [
    { ...at('/desk/retention', 'with data', 'administrator'), sees: 'main table' },
    wrong('/desk/retention', 'administrator'),
  ],
  '/districts/[id]': [
    at(({ district }) => `/districts/${district}`),
    at('/districts/0', 'in error'),
  ],
  '/follow': [at('/follow'), { ...wrong('/follow'), status: 404 }],
  '/help': [at('/help')],
  '/invitation/[token]': [
    at(({ invitationToken }) => `/invitation/${invitationToken}`),
    { ...at(`/invitation/${NO_TOKEN}`, 'in error'), status: 200 },
  ],
  '/my': [
    at('/my', 'with data', 'citizen'),
    empty('/my', 'administrator'),
    { ...at('/my', 'not signed in'), leads: '/sign-in' },
  ],
  '/my/data': [
    at('/my/data', 'with data', 'citizen'),
    at('/my/data', 'of a receipt', 'receipt'),
    wrong('/my/data', 'citizen', 'erase'),
  ],
  '/my/data/download': { test: 'tests/journeys/own-data.test.ts' },
  '/my/devices': [
    at('/my/devices', 'with data', 'citizen'),
    stale(wrong('/my/devices', 'citizen'), ['[name=session]', NO_PERSON], 404),
  ],
  '/my/looks': [
    at('/my/looks', 'with data', 'citizen'),
    at('/my/looks', 'of a receipt', 'receipt'),
  ],
  '/my/named': [
    at('/my/named', 'with data', 'named'),
    wrong('/my/named', 'named'),
    empty('/my/named', 'citizen'),
  ],
  '/my/subscriptions': [
    at('/my/subscriptions', 'with data', 'citizen'),
    stale(wrong('/my/subscriptions', 'citizen', 'stop'), ['[name=id]', NO_PERSON], 404),
    empty('/my/subscriptions', 'administrator'),
  ],
  '/my/security': [
    at('/my/security', 'with data', 'citizen'),
    wrong('/my/security', 'citizen', 'address'),
  ],
  '/my/security/address/[token]': [
    at(`/my/security/address/${NO_TOKEN}`, 'with data', 'citizen'),
    { ...wrong(`/my/security/address/${NO_TOKEN}`, 'citizen'), status: 410 },
  ],
  '/photos/[id]': { test: 'tests/journeys/citizen.test.ts', by: 'fetch(it.url + href)' },
  '/previews/[number]': { test: 'apps/web/test/card.test.ts', by: 'cardSvg' },
  '/subscribe': [
    at(({ clinic }) => `/subscribe?clinic=${clinic}`),
    at('/subscribe?clinic=no-such-clinic', 'in error'),
    at('/subscribe', 'signed in', 'citizen'),
    wrong('/subscribe'),
  ],
  '/subscribe/sent': [at('/subscribe/sent')],
  '/subscribe/confirm/[token]': [
    at(`/subscribe/confirm/${NO_TOKEN}`),
    { ...wrong(`/subscribe/confirm/${NO_TOKEN}`), status: 410, sees: 'main h1' },
  ],
  '/unsubscribe/[ticket]': [
    at(({ stopTicket }) => `/unsubscribe/${stopTicket}`),
    at('/unsubscribe/none', 'in error'),
  ],
  '/privacy': [at('/privacy')],
  '/settings/view': [at('/settings/view')],
  '/statistics': [
    at('/statistics'),
    at(({ district }) => `/statistics?district=${district}`, 'of a district'),
    at(({ clinic }) => `/statistics?clinic=${clinic}`, 'of a clinic'),
    empty(({ quietClinic }) => `/statistics?clinic=${quietClinic}`),
    at('/statistics?district=0', 'in error'),
  ],
  '/take-downs': [at('/take-downs'), empty('/take-downs?ground=child')],
  '/systemic': [
    at('/systemic'),
    empty(({ quietClinic }) => `/systemic?clinic=${quietClinic}`),
    at('/systemic?clinic=no-such-clinic', 'in error'),
  ],
  '/systemic/[number]': [
    at(({ systemic }) => `/systemic/${systemic}`),
    at(`/systemic/${NOWHERE}`, 'in error'),
  ],
  '/take-downs/ledger.csv': { test: 'apps/web/test/take-downs.test.ts', by: 'ledgerCsv' },
  '/statistics/[table]': { test: 'apps/web/test/statistics.test.ts', by: 'statisticsCsv' },
  '/sign-in': [at('/sign-in'), wrong('/sign-in')],
  '/sign-in/[token]': [
    at(`/sign-in/${NO_TOKEN}`),
    { ...wrong(`/sign-in/${NO_TOKEN}`), status: 410, sees: 'main h1' },
  ],
  '/sign-in/second-factor': [
    at('/sign-in/second-factor', 'with data', 'half'),
    wrong('/sign-in/second-factor', 'half', 'code'),
  ],
  '/sign-in/again': [at('/sign-in/again', 'with data', 'citizen')],
  '/sign-in/again/[token]': [
    at(`/sign-in/again/${NO_TOKEN}`, 'with data', 'citizen'),
    { ...wrong(`/sign-in/again/${NO_TOKEN}`, 'citizen'), status: 410 },
  ],
  '/sign-in/again/go': { test: 'tests/journeys/accounts.test.ts', by: 'again\\/go' },
  '/sign-in/passkey': [at('/sign-in/passkey')],
  '/sign-in/passkey/options': {
    test: 'tests/journeys/accounts.test.ts',
    by: 'data-passkey=get',
  },
  '/sign-in/with/[provider]': {
    test: 'tests/journeys/accounts.test.ts',
    by: 'violations(page)',
  },
  '/sign-in/with/[provider]/callback': {
    test: 'tests/journeys/accounts.test.ts',
    by: '/callback',
  },
  '/sign-in/sent': [at('/sign-in/sent')],
  '/sign-out': [at('/sign-out', 'with data', 'citizen')],
};

export { MACHINE_ROUTES } from './machine-routes.ts';
