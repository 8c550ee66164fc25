/** What is offered and how full it is, over some days. */
export interface Supply {
  /** Busy and free places of thirty days ahead. */
  readonly offered: number;
  /** Busy of them, 0 to 1. */
  readonly load: number;
}

/** Why free places became more or fewer. */
export interface Cause {
  readonly before: Supply;
  readonly after: Supply;
  /** Change of free places; it is the sum of the two parts. */
  readonly free: number;
  /** By more or fewer places being offered. */
  readonly bySupply: number;
  /** By fewer or more of them being taken. */
  readonly byDemand: number;
  /** `same`: less than a tenth of what is offered changed. */
  readonly main: 'supply' | 'demand' | 'both' | 'same' | 'better';
}

const SMALL_share = 0.1;
/** A part is named where it makes at least so much of the loss. */
const NAMED_share = 0.3;

/** Splits the change of free places exactly: free = offered − taken, so their changes add up. */
export function splitCause(before: Supply, after: Supply): Cause {
  const bySupply = after.offered - before.offered;
  const byDemand = before.offered * before.load - after.offered * after.load;
  const free = bySupply + byDemand;
  return { before, after, free, bySupply, byDemand, main: mainOf(bySupply, byDemand, before) };
}

function mainOf(bySupply: number, byDemand: number, { offered }: Supply): Cause['main'] {
  const free = bySupply + byDemand;
  if (Math.abs(free) < SMALL_share * Math.max(1, offered)) return 'same';
  if (free > 0) return 'better';
  const lost = Math.min(0, bySupply) + Math.min(0, byDemand);
  const supply = Math.min(0, bySupply) / lost;
  if (supply >= 1 - NAMED_share) return 'supply';
  return supply <= NAMED_share ? 'demand' : 'both';
}
