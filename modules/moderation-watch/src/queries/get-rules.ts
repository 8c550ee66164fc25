import { defineQuery } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { mayLook } from '../policy.ts';
import { allRules, HOUSE_RULES, rulesOn } from '../rules.ts';
import { nothing as input } from '../schema.ts';

/** How moderation is watched: what holds today, and what held or will hold. */
export const getRules = defineQuery({
  name: 'moderation-watch.get-rules',
  input,
  policy: mayLook,
  async handle({ tx }) {
    const rules = await allRules(tx);
    return { today: rulesOn(rules, await todayOf(tx)), house: HOUSE_RULES, rules };
  },
});
