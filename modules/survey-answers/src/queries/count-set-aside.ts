import { defineQuery, requireGrant, type Actor } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { daysLater } from '../model/windows.ts';
import { nothing as input } from '../schema.ts';
import { lostSince, setAsideNow } from '../store/set-aside.ts';

const DAYS = 365;

/** The watch of the installation, and who answers for the whole region. @throws AppError forbidden and those of signing in */
function watchesBoxes({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'system') return;
  requireGrant(
    actor,
    ({ role, reach }) =>
      ['administrator', 'controller', 'coordinator'].includes(role) && reach.kind === 'region',
  );
}

/** Boxes of answers and marks that do not open: how many now, and what was lost for good within a year. No place. */
export const countSetAside = defineQuery({
  name: 'survey-answers.count-set-aside',
  input,
  store: 'answers',
  policy: watchesBoxes,
  async handle({ tx }) {
    const from = daysLater(await todayOf(tx), -DAYS);
    return { from, now: await setAsideNow(tx), lost: await lostSince(tx, from) };
  },
});
