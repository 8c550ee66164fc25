import { isDoctor } from './kinds.ts';

/** The topic of complaints that a visit which could not be had belongs to. */
const TOPIC = 'booking-unavailable';
const SPECIALTIES: readonly string[] = ['therapist', 'paediatrician'];

interface Facts {
  readonly kind: string;
  readonly specialty: string | null;
  readonly givenOn: string;
  readonly offeredOn: string | null;
}

/**
 * Topic and facts of a complaint. Of a day alone the reading that accuses least is taken: asked at its end, offered
 * at its beginning. What is no visit to a doctor has no topic of its own: the author chooses one.
 */
export function complaintFacts(
  { kind, specialty, givenOn, offeredOn }: Facts,
  today: string,
): { readonly topic: string | null; readonly facts: Readonly<Record<string, string>> } {
  if (!isDoctor(kind)) return { topic: null, facts: {} };
  const named = specialty ?? (kind === 'district-doctor' ? 'therapist' : '');
  return {
    topic: TOPIC,
    facts: {
      specialty: SPECIALTIES.includes(named) ? named : 'specialist',
      // A form takes no moment that lies ahead.
      tried_at: `${givenOn}T${givenOn < today ? '23:59' : '00:00'}`,
      ...(offeredOn ? { offered_at: `${offeredOn}T00:00` } : {}),
    },
  };
}
