import { defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { remindsOf } from '../model/remind.ts';
import { outsideQuiet } from '../model/send-time.ts';
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
    const { quiet, reminder_days } = await rulesOn(tx, today);
    const due = await holdToRemind(tx, BATCH);
    const facts = { now: tx.now, today, reminder_days };
    const judged = due.map((one) => ({ one, reminding: remindsOf(one, facts) }));
    const reminded = judged.filter(({ reminding }) => reminding === 'now').map(({ one }) => one);
    await insertReminders(
      tx,
      reminded.map(({ id, zone }) => ({
        invitationId: id,
        at: outsideQuiet(zone, tx.now, quiet),
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
