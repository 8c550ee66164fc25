import { wilson } from '@otklik/stats';
import { truthScore, type Probe } from '@otklik/waits';
import type { Tries } from './store/beside-slots.ts';

/** How true the advertised places of one source are, by who tried. */
export interface SourceTruth {
  readonly probed: number;
  readonly ghosts: number;
  readonly hidden: number;
  /** Bookable of the advertised; null when none was tried. */
  readonly score: number | null;
  readonly from: number | null;
  readonly to: number | null;
}

type Counts = Pick<Tries, 'kept' | 'ghosts' | 'hidden'>;

/** By the published formula, with the interval that so few tries leave. */
export function truthOf(counts: Counts): SourceTruth {
  const probe = (advertised: boolean, bookable: boolean, n: number): Probe[] =>
    Array.from({ length: n }, () => ({ source: '', advertised, bookable }));
  const told = truthScore([
    ...probe(true, true, counts.kept),
    ...probe(true, false, counts.ghosts),
    ...probe(false, true, counts.hidden),
  ]).get('');
  if (!told || told.score === null)
    return {
      probed: told?.probed ?? 0,
      ghosts: 0,
      hidden: told?.hidden ?? 0,
      score: null,
      from: null,
      to: null,
    };
  const [low, high] = wilson(counts.kept, counts.kept + counts.ghosts);
  return { ...told, score: told.score, from: low, to: high };
}
