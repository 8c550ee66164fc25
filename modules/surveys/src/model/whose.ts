import type { RepresentationRule, WhoSpeaks } from '@otklik/registry';
import { whoSpeaksAt } from '@otklik/registry';
import { normaliseEmail } from '@otklik/notices';
import { normalisePhone, type Channel, type Contact } from './channels.ts';

/** What is told of a person's addresses and of what they agreed to. */
export interface Told {
  readonly contact:
    | {
        readonly email?: string | undefined;
        readonly phone?: string | undefined;
        readonly messenger?: string | undefined;
      }
    | { readonly cabinetId: string };
  readonly parent?:
    | {
        readonly email?: string | undefined;
        readonly phone?: string | undefined;
        readonly messenger?: string | undefined;
      }
    | undefined;
  readonly age?: number | undefined;
  readonly birthYear?: number | undefined;
  readonly flags: readonly string[];
}

export interface AgeRules {
  readonly rules: readonly RepresentationRule[];
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly childAge: number;
}

/** Whole years, the least that they can be: whoever may be a child is taken for one. Null where nothing was told. */
export function leastAge({ age, birthYear }: Told, day: string): number | null {
  if (age !== undefined) return age;
  return birthYear === undefined ? null : Math.max(0, Number(day.slice(0, 4)) - birthYear - 1);
}

const AGREED = { email: 'consent', sms: 'consent-sms', messenger: 'consent-messenger' } as const;

type Addresses = Exclude<Told['contact'], { readonly cabinetId: string }>;

/** Of the addresses those that may be written to. */
function agreedOf(
  { email, phone, messenger }: Addresses,
  flags: readonly string[],
  prefix: '' | 'parent-',
): Contact {
  const may = (what: keyof typeof AGREED): boolean => flags.includes(`${prefix}${AGREED[what]}`);
  const sms = phone === undefined ? null : normalisePhone(phone);
  return {
    ...(email !== undefined && may('email') ? { email: normaliseEmail(email) } : {}),
    ...(sms !== null && may('sms') ? { sms } : {}),
    ...(messenger !== undefined && may('messenger') ? { messenger } : {}),
  };
}

const isEmpty = (contact: Contact): boolean => Object.keys(contact).length === 0;

export type Whose =
  | { readonly audience: WhoSpeaks; readonly contact: Contact }
  | {
      readonly refused: 'no-consent' | 'no-address';
      readonly audience: WhoSpeaks;
    };

/**
 * Who is asked, and by which addresses. A child's parent by the parent's; with the flag `representative` the contact
 * itself is the parent's. From the age on that the region's rules name it is the young person, and never by the
 * address of a parent.
 */
export function whoseOf(told: Told, ages: AgeRules): Whose {
  const age = leastAge(told, ages.day);
  const isParents = told.flags.includes('representative');
  const byAge = age === null ? null : whoSpeaksAt(ages.rules, { ...ages, age });
  const audience = byAge ?? (isParents ? 'parent' : 'adult');
  const own = 'cabinetId' in told.contact ? {} : told.contact;
  const ofPatient = isParents ? {} : own;
  const ofParent = isParents ? own : (told.parent ?? {});
  const chosen = audience === 'parent' ? ofParent : ofPatient;
  const prefix = audience === 'parent' && !isParents ? 'parent-' : '';
  const contact = agreedOf(chosen, told.flags, prefix);
  if (!isEmpty(contact)) return { audience, contact };
  const hasAny = Object.values(chosen).some((one) => one !== undefined);
  return { audience, refused: hasAny ? 'no-consent' : 'no-address' };
}

/** The ways that a contact opens. */
export const waysOf = ({ email, sms, messenger }: Contact): Set<Channel> =>
  new Set<Channel>([
    ...(email ? (['mail'] as const) : []),
    ...(sms ? (['sms'] as const) : []),
    ...(messenger ? (['messenger'] as const) : []),
  ]);
