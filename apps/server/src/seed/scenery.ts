import type { ClinicFacts } from '@otklik/registry';
import type { Topic } from '@otklik/complaints';
import { personName } from './names.ts';
import { randomOf } from './random.ts';
import { TELLERS } from './tellers.ts';

/** A clinic as the simulation knows it. */
export interface ClinicScene {
  readonly clinic: ClinicFacts;
  /** How many complaints it gets, beside others. */
  readonly load: number;
  /** How often its answers are late, 0 to 1. */
  readonly late: number;
  readonly signer: { readonly name: string; readonly post: string };
}

const TOPIC_WEIGHTS: Readonly<Record<string, number>> = {
  'booking-unavailable': 22,
  'wait-at-door-over-1h': 20,
  'home-call-over-24h': 9,
  'cancelled-without-notice': 10,
  'medicine-wait': 8,
  'subsidised-medicine-missing': 7,
  'newborn-checkup-late': 8,
  'accessibility-broken': 6,
  'self-cancel-impossible': 6,
  'no-nurse-post': 4,
  'no-shoe-covers': 3,
};
const OF_ADULTS = new Set(['home-call-over-24h']);
const OF_CHILDREN = new Set(['newborn-checkup-late']);

const isBranch = ({ branchNumber, nameRu }: ClinicFacts): boolean =>
  branchNumber !== null || /филиал|отделение/i.test(nameRu);

/** Clinics of unequal load and care; a clinic keeps its character under one seed. */
export const clinicScenes = (seed: number, clinics: readonly ClinicFacts[]): ClinicScene[] =>
  clinics.map((clinic) => {
    const random = randomOf(seed, 'clinic', clinic.code);
    // A sum of twelve even numbers is nearly normal (Irwin–Hall): loads differ by a factor of ten.
    const normal = Array.from({ length: 12 }, () => random.next()).reduce((a, b) => a + b) - 6;
    const { short } = personName(random);
    return {
      clinic,
      load: Math.exp(normal * 0.75),
      late: 0.04 + 0.4 * random.next() ** 2,
      signer: {
        name: short,
        post: isBranch(clinic) ? 'Заведующий филиалом' : 'Главный врач',
      },
    };
  });

/** Topics that stories are there for. */
export const toldTopics = (topics: readonly Topic[]): Topic[] =>
  topics.filter((topic) => topic.code in TELLERS && topic.suspendedReason === null);

/** How often a topic is complained of in a clinic; 0 where it has no sense. */
export function topicWeight(topic: Topic, { clinic }: ClinicScene): number {
  if (clinic.audience === 'child' && OF_ADULTS.has(topic.code)) return 0;
  if (clinic.audience === 'adult' && OF_CHILDREN.has(topic.code)) return 0;
  return TOPIC_WEIGHTS[topic.code] ?? 5;
}
