import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { calendarOf, normFor, type ClinicFacts } from '@otklik/registry';
import { judgeBreach, type Breach } from './model/breach.ts';
import type { Facts } from './model/facts.ts';
import { judgeNorm, normAsked } from './model/judge-norm.ts';
import type { Topic } from './model/topic.ts';

/**
 * Whether a topic's limit was broken: by its own minutes, or by the norm of the region that held on the day.
 * @param nowLocal local time at the clinic
 */
export async function breachOf(
  tx: Tx,
  topic: Topic,
  facts: Facts,
  { zone }: Pick<ClinicFacts, 'zone'>,
  nowLocal: string,
): Promise<Breach | null> {
  const { threshold } = topic.definition;
  const asked = normAsked(threshold, facts);
  if (!threshold || !asked)
    return judgeBreach(threshold, facts, nowLocal, `${topic.code}/${topic.version}`);
  const region = regionId(tx);
  const norm = await normFor(tx, { service: asked.code, region, on: asked.on });
  if (!norm) return null;
  const { calendar } = await calendarOf(tx, region);
  return judgeNorm(threshold, facts, nowLocal, norm, { calendar, zone });
}
