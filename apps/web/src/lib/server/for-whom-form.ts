import type { DraftContent } from '@otklik/complaints';
import { m } from '@otklik/i18n';
import { textIn } from './form-body.ts';
import type { Controls } from './form-errors.ts';

/** The questions about whom it is for, as they were answered. */
export interface WhomTyped {
  readonly relation: string;
  readonly bornOn: string;
  readonly consent: boolean;
  readonly papersSeen: boolean;
}

export const nobodyElse: WhomTyped = {
  relation: '',
  bornOn: '',
  consent: false,
  papersSeen: false,
};

export const whomFrom = (form: FormData): WhomTyped => ({
  relation: textIn(form, 'relation'),
  bornOn: textIn(form, 'bornOn'),
  consent: textIn(form, 'consent') === 'yes',
  papersSeen: textIn(form, 'papersSeen') === 'yes',
});

export const whomTyped = (whom: DraftContent['forWhom']): WhomTyped =>
  whom
    ? {
        relation: whom.relation,
        bornOn: whom.bornOn,
        consent: whom.consent === true,
        papersSeen: whom.papersSeen === true,
      }
    : nobodyElse;

/** As the verb takes it; nothing for oneself. */
export const whomOf = ({ relation, bornOn, consent, papersSeen }: WhomTyped) =>
  relation === ''
    ? undefined
    : ({
        relation,
        bornOn,
        ...(consent ? { consent } : {}),
        ...(papersSeen ? { papersSeen } : {}),
      } as NonNullable<DraftContent['forWhom']>);

/** Wherever the verb calls it, the page has one control for each. */
export const whomControls = (): Controls =>
  Object.fromEntries(
    ['forWhom', 'content.forWhom'].flatMap((place) => [
      [`${place}.relation`, { label: m.assisted_for_row(), kind: 'choice', field: 'relation' }],
      [`${place}.bornOn`, { label: m.assisted_for_born(), kind: 'moment', field: 'bornOn' }],
      [`${place}.consent`, { label: m.assisted_for_consent(), field: 'consent' }],
      [`${place}.papersSeen`, { label: m.assisted_for_papers(), field: 'papersSeen' }],
    ]),
  );
