import type { Who } from './screenshot-people.ts';

/** A picture to take: an address as the routes know it, whose eyes, and a link to follow from there. */
export interface Stop {
  readonly path: string;
  readonly as?: Who;
  /** The page that the first link with such an address leads to, instead of the page itself. */
  readonly follow?: string;
  /** What is then added to that page's address. */
  readonly step?: string;
  /** Presses the button of the form with such an action, with nothing filled in; `''` for any. */
  readonly press?: string;
  /** Name of the file; without it, made of the address. */
  readonly name?: string;
  /** Kit's name of the page that is seen, where the address alone does not tell it. */
  readonly route?: string;
}

const visitor = [
  '/',
  '/help',
  '/privacy',
  '/accessibility',
  '/act-log',
  '/act-log/check',
  '/take-downs',
  '/thanks',
  '/thanks/new',
  '/thanks/new?clinic=msk-a-191',
  '/thanks/sent',
  '/thanks/follow',
  '/clinics/msk-a-191/button',
  '/settings/view',
  '/no-such-page',
  '/clinics',
  '/clinics?q=ъъъщщщ',
  '/clinics/map',
  '/clinics/districts',
  '/districts/45286590',
  '/clinics/msk-a-191',
  '/danger',
  '/complaints',
  '/complaints?q=ъъъщщщ',
  '/complaints/map',
  '/complaints/new',
  '/complaints/new?q=поликлиника',
  '/complaints/new/no-clinic',
  '/statistics',
  '/statistics?district=45286590',
  '/statistics?clinic=msk-a-191',
  '/follow',
  '/sign-in',
  '/sign-in/sent',
  '/sign-in/passkey',
  `/sign-in/${'x'.repeat(43)}`,
  `/confirm/${'x'.repeat(43)}`,
  `/say/${'x'.repeat(43)}`,
  `/invitation/${'x'.repeat(43)}`,
  '/subscribe?clinic=msk-a-191',
  '/subscribe/sent',
  `/subscribe/confirm/${'x'.repeat(43)}`,
  '/unsubscribe/none',
  '/demo/mailbox',
  '/demo/components',
  '/demo/components?scheme=dark',
  '/demo/components?scheme=white-on-black',
  '/demo/components?size=200',
  '/demo/components?focus=yes',
].map((path): Stop => ({ path }));

const of = (as: Who, ...paths: string[]): Stop[] => paths.map((path) => ({ path, as }));
const QUEUES = ['moderation', 'answers', 'overdue', 'all'];
const CASE = 'main a[href*="/desk/cases/"]';
const caseOf = (as: Who, queue: string): Stop => ({
  path: `/desk/queue/${queue}`,
  as,
  follow: CASE,
  name: `desk_case_${queue}`,
  route: '/desk/cases/[number]',
});
const published = (outcome: string): Stop => ({
  path: `/complaints?outcome=${outcome}`,
  follow: 'main article a',
  name: `complaint_${outcome}`,
  route: '/complaints/[number]',
});

/**
 * Pages that `npm run screenshots` takes without `--pages`: all that a fresh demonstration leads to, with data,
 * empty or in error. Those it cannot lead to stand in `passing`.
 */
export const pages: readonly Stop[] = [
  ...visitor,
  ...['open', 'late', 'answered', 'confirmed', 'disputed', 'silent', 'closed'].map(published),
  { path: '/follow', press: '', name: 'follow_error' },
  {
    path: '/thanks',
    follow: 'main li a[href*="/thanks/2"]',
    name: 'thanks_one',
    route: '/thanks/[number]',
  },
  {
    path: '/desk/thanks',
    as: 'moderator',
    follow: 'main li a[href*="/desk/thanks/"]',
    name: 'desk_thanks_one',
    route: '/desk/thanks/[number]',
  },
  { path: '/subscribe', press: '', name: 'subscribe_error' },
  {
    path: '/complaints?outcome=confirmed',
    follow: 'main article a',
    step: 'share',
    name: 'complaint_share',
    route: '/complaints/[number]/share',
  },
  { path: '/sign-in', press: '', name: 'sign-in_error' },
  {
    path: '/demo/mailbox',
    follow: 'main li a',
    name: 'demo_letter',
    route: '/demo/mailbox/[id]',
  },
  ...of(
    'author',
    ...['topic', 'appeal', 'no-topic', 'details', 'similar', 'photos', 'contact', 'check'].map(
      (step) => `/complaints/new/${step}`,
    ),
  ),
  {
    path: '/complaints/new/photos',
    as: 'author',
    follow: 'main a[href$="/cover"]',
    name: 'complaints_new_cover',
    route: '/complaints/new/photos/[id]/cover',
  },
  ...of('sender', '/complaints/new/sent'),
  ...of('holder', '/complaints/new/sent?by-receipt', '/complaints/new/type-back'),
  { path: '/complaints/new/details', as: 'beginner', press: '', name: 'details_error' },
  { path: '/complaints/new/contact', as: 'beginner', press: '', name: 'contact_error' },
  ...of(
    'citizen',
    '/my',
    '/my/data',
    '/my/devices',
    '/my/looks',
    '/my/named',
    '/my/security',
    '/my/subscriptions',
    '/my/thanks',
    `/my/security/address/${'x'.repeat(43)}`,
    '/sign-in/again',
    `/sign-in/again/${'x'.repeat(43)}`,
    '/sign-out',
    '/desk',
  ),
  { path: '/my', as: 'citizen', follow: 'main article a', name: 'complaint_own' },
  ...['withdraw', 'erase', 'appeal', 'proof'].map((step): Stop => ({
    path: '/my',
    as: 'citizen',
    follow: 'main article a',
    step,
    name: `complaint_${step}`,
    route: `/complaints/[number]/${step}`,
  })),
  { path: '/my/security', as: 'citizen', press: '', name: 'security_scan' },
  ...of(
    'moderator',
    '/desk',
    '/desk/erased',
    '/desk/changes',
    '/desk/wanted',
    '/desk/thanks',
    '/desk/watch',
    '/desk/watch/sample',
    '/desk/board',
    '/desk/bulk',
    '/desk/queue/all?held=free&sort=age',
    '/desk/queue/all?q=ъъъщщщ',
    '/desk/undo',
    '/my',
    ...QUEUES.map((queue) => `/desk/queue/${queue}`),
  ),
  ...['moderation', 'answers', 'all'].map((queue) => caseOf('moderator', queue)),
  {
    path: '/desk/queue/all',
    as: 'moderator',
    follow: CASE,
    step: 'print',
    name: 'desk_case_print',
    route: '/desk/cases/[number]/print',
  },
  ...of('executor', '/desk/queue/replies'),
  caseOf('executor', 'replies'),
  ...of('head', '/desk/named', '/desk/signing', '/desk/promises', '/desk/promises?which=all'),
  caseOf('head', 'replies'),
  ...of('coordinator', '/desk/appeals', '/desk/campaigns', '/desk/watch/rules'),
  ...of(
    'controller',
    '/desk/queue/control',
    '/desk/pressure',
    '/desk/take-downs',
    '/desk/watch/differences',
  ),
  { path: '/desk/take-downs', as: 'controller', press: 'take', name: 'take-down_error' },
  caseOf('controller', 'control'),
  ...of(
    'administrator',
    '/desk/people',
    '/desk/people/clinic/msk-a-191',
    '/desk/health',
    '/desk/registry',
    '/desk/registry/clinic',
    '/desk/registry/norm?q=терапевт',
    '/desk/registry/clinic/record',
    '/desk/registry/region/record?id=RU-MOW',
    '/desk/registry/imports',
    '/desk/retention',
    '/desk/topics',
    '/desk/lanes',
    '/desk/lanes/body?code=insurance-fund',
    '/desk/topics/edit?code=wait-at-door-over-1h',
    '/desk/board',
    '/desk/templates',
    '/desk/templates/edit',
  ),
  {
    path: '/desk/people',
    as: 'administrator',
    follow: 'main a[href*="/desk/people/"]:not([href*="clinic"])',
    name: 'desk_person',
    route: '/desk/people/[id]',
  },
  { path: '/desk/people', as: 'administrator', press: 'invite', name: 'people_error' },
  { path: '/desk/people', as: 'administrator', press: 'change', name: 'people_sure' },
];

/**
 * Pages of which no picture is taken, and why: a demonstration that was just made has no way there. Their
 * journeys look at them, with axe.
 */
export const passing: Readonly<Record<string, string>> = {
  '/appeals/[number]': 'an appeal must have been filed where the region takes them',
  '/complaints/[number]/mend': 'a message must have been sent back',
  '/complaints/[number]/mend/photos/[id]/cover': 'the same, with a photo',
  '/desk/appeals/[number]': 'an appeal must have been filed where the region takes them',
  '/desk/campaigns/[id]': 'five copies of one text must have come within two weeks',
  '/desk/cases/[number]/photos/[id]': 'a message with photos must wait for its moderator',
  '/desk/registry/imports/[id]': 'a file must have been imported',
  '/sign-in/again/go': 'a deed must have been put by for a fresh proof; it is gone after one look',
  '/sign-in/second-factor': 'the accounts of a demonstration have no authenticator',
  '/sign-in/with/[provider]': 'a provider of identity must be connected',
};
