import { defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { monthsBefore, periodOf } from '../model/attached.ts';
import { isSampled } from '../model/sample.ts';
import { daysAfter } from '../model/send-time.ts';
import { onlyPlanner } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { holdRound, moveRound, nextListed, roundKey } from '../store/rounds.ts';
import { rulesOn } from '../store/rules.ts';
import { insertVisits } from '../store/visits.ts';

const BATCH_PEOPLE = 1000;
/** What people are asked about who were nowhere. */
const ATTACHED = 'attached';

/**
 * Draws, a batch at a time, some of the attached people who had no visit and were not asked for long. Whoever is drawn
 * then waits with all others for the one decision about them: fatigue, stops and complaints hold as everywhere, and
 * the probability stands beside their question. Once a period; @returns counts, and whether more wait
 */
export const drawAttached = defineCommand({
  name: 'surveys.draw-attached',
  input,
  policy: onlyPlanner,
  async handle({ app, tx }) {
    const today = await todayOf(tx);
    const { access } = await rulesOn(tx, today);
    if (!access) return { drawn: 0, more: false };
    const round = await holdRound(tx, {
      starts_on: periodOf(today, access.every_months),
      rate: access.rate,
      months_without: access.months_without,
      not_asked_days: access.not_asked_days,
    });
    if (round.is_done) return { drawn: 0, more: false };
    const since = {
      month: monthsBefore(round.starts_on, round.months_without),
      asked: daysAfter(today, -round.not_asked_days),
    };
    const listed = await nextListed(tx, round, since, BATCH_PEOPLE);
    const { keys } = app.ports;
    const rate = Number(round.rate);
    const eligible = listed.filter(({ is_eligible }) => is_eligible);
    const drawn = eligible.flatMap((one) => {
      const visit_key = roundKey(keys, round.starts_on, one.attached_key);
      return isSampled(keys, visit_key, rate) ? [{ ...one, visit_key }] : [];
    });
    await insertVisits(
      tx,
      drawn.map(({ visit_key, place_id, person_id, audience }) => ({
        visit_key,
        source_system: ATTACHED,
        form_kind: 'access',
        place_id,
        service_code: ATTACHED,
        ended_at: tx.now,
        person_id,
        birth_year: null,
        audience,
        flags: [],
        doctor_id: null,
        facts_digest: visit_key,
        state: 'planned' as const,
        refused_because: null,
        sampled: true,
        inclusion: rate,
        reported_on: today,
        decide_at: tx.now,
        revision: null,
      })),
    );
    const more = listed.length === BATCH_PEOPLE;
    await moveRound(tx, {
      ...round,
      drawn_to: listed.at(-1)?.id ?? round.drawn_to,
      // An empty list is drawn again tomorrow: it may come late in its period.
      is_done: !more && round.listed + listed.length > 0,
      listed: round.listed + listed.length,
      eligible: round.eligible + eligible.length,
      drawn: round.drawn + drawn.length,
    });
    return { drawn: drawn.length, more };
  },
  audit: ({ output }) => ({ object: 'survey-access-round', after: `drawn ${output.drawn}` }),
});
