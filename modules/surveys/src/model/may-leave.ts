/** Why a letter whose time has come does not leave. */
export type Kept =
  | 'answered'
  | 'cancelled'
  | 'expired'
  | 'stopped'
  | 'suppressed'
  | 'resting'
  | 'erased';

export interface Leaving {
  readonly invitation_state: string;
  readonly expires_on: string;
  readonly place_id: string;
  readonly organisation_id: string | null;
  readonly address_sealed: string;
  readonly suppressed_on: string | null;
  readonly soft_until: string | null;
  readonly stopped_on: string | null;
  readonly stopped_senders: readonly string[];
}

/** What was decided days ago is looked at once more in the moment of sending. Null: it leaves. */
export function keptBecause(letter: Leaving, today: string): Kept | null {
  const { invitation_state: state, organisation_id, place_id } = letter;
  if (state === 'spent') return 'answered';
  if (state === 'closed') return 'cancelled';
  if (state === 'expired' || letter.expires_on < today) return 'expired';
  if (letter.address_sealed === '') return 'erased';
  const sender = organisation_id ?? `place:${place_id}`;
  const stops = letter.stopped_senders;
  if (letter.stopped_on || stops.includes('') || stops.includes(sender)) return 'stopped';
  if (letter.suppressed_on) return 'suppressed';
  return letter.soft_until && letter.soft_until >= today ? 'resting' : null;
}
