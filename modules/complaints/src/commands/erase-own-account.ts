import { AppError, defineCommand } from '@otklik/kernel';
import { forgetPerson } from '@otklik/accounts';
import { casesOfAuthor, forgetSupports } from '@otklik/cases';
import { forgetProposalsOf } from '@otklik/crowd';
import { untieAccounts } from '@otklik/named-staff';
import { eraseContactData } from '@otklik/notices';
import { entomb } from '@otklik/retention';
import { forgetThanksOf } from '@otklik/thanks';
import { eraseLoneAppeal, eraseWords, refuseErasure, refuseWhileRunning } from '../erase-words.ts';
import { eraseOwnAccount as input } from '../schema-own.ts';
import { loneAppealsOf } from '../store/lone-appeals.ts';
import { forgetWishesOf } from '../store/wishes.ts';
import { OWN_WISH } from './erase-own-complaint.ts';

const CASES_MAX = 1000;

/**
 * Somebody has everything erased: every own complaint, the address, the letters, all ways of signing in with
 * their sessions; so whoever asks has proved lately that it is they. All or nothing: one held
 * case holds the rest. Who works here asks an administrator, for the act log must name a colleague.
 */
export const eraseOwnAccount = defineCommand({
  name: 'complaints.erase-own-account',
  input,
  stepUp: true,
  policy({ actor }) {
    if (actor.kind === 'visitor') throw new AppError('sign-in-required');
    if (actor.kind !== 'person') throw new AppError('forbidden');
    if (actor.grants.length > 0) throw new AppError('forbidden', { reason: 'works-here' });
    return actor.personId;
  },
  async handle({ tx, actor, subject: personId }) {
    const rows = await casesOfAuthor(tx, personId, CASES_MAX);
    const lone = await loneAppealsOf(tx, personId);
    for (const row of rows) await refuseErasure(tx, row);
    for (const appeal of lone) refuseWhileRunning(appeal);
    for (const row of rows) await eraseWords(tx, actor, row.id, OWN_WISH);
    for (const { id } of lone) await eraseLoneAppeal(tx, id, OWN_WISH);
    await forgetSupports(tx, { person_id: personId, receipt_case_id: null });
    await forgetWishesOf(tx, personId);
    await forgetThanksOf(tx, personId, OWN_WISH);
    await forgetProposalsOf(tx, personId, OWN_WISH);
    await entomb(tx, { kind: 'contact', subjectId: personId, ground: OWN_WISH });
    await untieAccounts(tx, personId);
    await eraseContactData(tx, personId);
    await entomb(tx, { kind: 'person', subjectId: personId, ground: OWN_WISH });
    await forgetPerson(tx, personId);
    return { complaints: rows.length };
  },
  audit: ({ subject }) => ({ object: `contact:${subject}`, after: 'erased' }),
});
