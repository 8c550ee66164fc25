import {
  earlierPlaces,
  firstPlaces,
  placeKey,
  type EarlierPlace,
  type PlacePair,
} from '@otklik/access';
import type { Tx } from '@otklik/kernel';
import { instantIn } from '@otklik/registry';
import { isDoctor } from './model/kinds.ts';
import { clinicsOfReferrals, specialtiesOfReferrals, type NamedClinic } from './store/names.ts';
import { judge, type Ground, type Judged } from './store/ground.ts';
import type { Referral, ReferralFacts } from './store/referrals.ts';

/** An own referral with its clock and what can be done. */
export interface ReferralView {
  readonly id: string;
  readonly kind: string;
  readonly specialty: {
    readonly id: string;
    readonly nameRu: string;
    readonly nameEn: string;
  } | null;
  readonly clinic: Omit<NamedClinic, 'id'> | null;
  readonly zone: string;
  /** A clinic's system sent it; else its owner typed it. */
  readonly isSent: boolean;
  readonly givenOn: string;
  readonly offeredOn: string | null;
  readonly seenOn: string | null;
  readonly judged: Omit<Judged, 'near'>;
  /** Not kept, about not to be, or the appointment offered is too late: then it is said what can be done. */
  readonly needsHelp: boolean;
  readonly isNear: boolean;
  /** A visit to a doctor: of other care nobody tells places. */
  readonly isVisit: boolean;
  /** The first free place at the clinic; null: none; `unknown`: nobody tells; absent: nothing was asked for. */
  readonly firstAt: Date | null | 'unknown' | undefined;
  readonly others: readonly EarlierPlace[];
}

const pairOf = ({ clinicId, specialty, kind }: ReferralFacts): PlacePair | null =>
  clinicId && specialty && isDoctor(kind) ? { clinicId, specialty } : null;

/** The zone that a term is counted in: the clinic's, else the region's. */
export const zoneOfReferral = (
  ground: Ground,
  { clinicId }: ReferralFacts,
  clinics: ReadonlyMap<string, NamedClinic>,
): string => (clinicId ? clinics.get(clinicId)?.zone : undefined) ?? ground.zone;

/** Referrals with their clocks, the first place where they go, and earlier ones elsewhere where help is needed. */
export async function viewAll(
  tx: Tx,
  ground: Ground,
  referrals: readonly Referral[],
): Promise<ReferralView[]> {
  const facts = referrals.map((one) => one.facts);
  const clinics = await clinicsOfReferrals(tx, facts);
  const specialties = await specialtiesOfReferrals(tx, facts);
  const open = facts.filter(({ seenOn }) => seenOn === null);
  const places = await firstPlaces(
    tx,
    open.flatMap((one) => pairOf(one) ?? []),
  );
  const views: ReferralView[] = [];
  for (const { id, facts: own, toldHash } of referrals) {
    const zone = zoneOfReferral(ground, own, clinics);
    const pair = own.seenOn === null ? pairOf(own) : null;
    const known = pair ? places.get(placeKey(pair)) : undefined;
    const firstAt = pair ? (known === undefined ? 'unknown' : known) : undefined;
    const { near, ...judged } = judge(ground, own, zone, tx.now, firstAt);
    const { clock } = judged;
    const isOpen = clock !== null && own.seenOn === null;
    const isNear = isOpen && clock.state === 'running' && near !== null && near <= ground.today;
    const needsHelp = isOpen && (isNear || clock.state === 'broken' || clock.offerKeeps === false);
    const clinic = own.clinicId ? clinics.get(own.clinicId) : undefined;
    views.push({
      id,
      kind: own.kind,
      specialty: specialties.get(own.specialty ?? '') ?? null,
      clinic: clinic ? withoutId(clinic) : null,
      zone,
      isSent: toldHash !== null,
      givenOn: own.givenOn,
      offeredOn: own.offeredOn,
      seenOn: own.seenOn,
      judged,
      isNear,
      isVisit: isDoctor(own.kind),
      needsHelp,
      firstAt,
      others: needsHelp ? await othersOf(tx, own, firstAt, zone) : [],
    });
  }
  return views;
}

const withoutId = ({ id: _, ...clinic }: NamedClinic): Omit<NamedClinic, 'id'> => clinic;

/** Earlier than the first place here and than the appointment offered, whichever comes first. */
async function othersOf(
  tx: Tx,
  { kind, specialty, clinicId, offeredOn }: ReferralFacts,
  firstAt: Date | null | 'unknown' | undefined,
  zone: string,
): Promise<EarlierPlace[]> {
  if (!specialty || !isDoctor(kind)) return [];
  const bounds = [
    ...(firstAt instanceof Date ? [firstAt] : []),
    ...(offeredOn ? [instantIn(zone, `${offeredOn}T00:00`)] : []),
  ].sort((a, b) => a.getTime() - b.getTime());
  return earlierPlaces(tx, specialty, bounds[0] ?? null, clinicId);
}
