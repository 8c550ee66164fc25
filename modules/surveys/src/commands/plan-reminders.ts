import { defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { channelFor } from '../model/channels.ts';
import { remindsOf } from '../model/remind.ts';
import { outsideAll, quietsOf } from '../model/send-time.ts';
import { onlyPlanner } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { holdToRemind, insertReminders, setReminders } from '../store/reminders.ts';
import { rulesOn } from '../store/rules.ts';
import { touchMany } from '../store/touches.ts';

const BATCH = 200;
const DAY_ms = 86_400_000;

/** Decides which unanswered invitations are followed by their one reminder. @returns counts, and whether more wait */
export const planReminders = defineCommand({
  name: 'surveys.plan-reminders',
  input,
  policy: onlyPlanner,
  async handle({ tx }) {
    const today = await todayOf(tx);
    const rules = await rulesOn(tx, today);
    const due = await holdToRemind(tx, BATCH, today);
    const facts = { ...rules, now: tx.now, today };
    const judged = due.map((due_one) => {
      // A way that the region does not use is none.
      const others = due_one.others.filter((way) => rules.channels.includes(way));
      const one = { ...due_one, others };
      return { one, reminding: remindsOf(one, facts) };
    });
    const reminded = judged.flatMap(({ one, reminding }) => {
      if (reminding === 'now') return [one];
      const other = channelFor(new Set(one.others), one.prefers, rules.channels);
      return reminding === 'other-way' && other ? [{ ...one, channel: other }] : [];
    });
    await insertReminders(
      tx,
      reminded.map(({ id, zone, hours, channel }) => ({
        invitationId: id,
        channel,
        at: outsideAll(zone, tx.now, quietsOf(rules.quiet, hours)),
      })),
    );
    await touchMany(tx, [...new Set(reminded.map(({ person_id }) => person_id))], 'reminder');
    await setReminders(
      tx,
      judged.map(({ one, reminding }) => ({
        id: one.id,
        at: reminding === 'later' ? new Date(tx.now.getTime() + DAY_ms) : null,
      })),
    );
    return { looked: due.length, reminded: reminded.length, more: due.length === BATCH };
  },
  audit: ({ output }) => ({
    object: 'survey-reminders',
    after: `reminded ${output.reminded} of ${output.looked}`,
  }),
});
