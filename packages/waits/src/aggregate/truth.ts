import { share } from '../days.ts';

/** One try to book an advertised place, or a look for one that is not advertised. */
export interface Probe {
  readonly source: string;
  readonly advertised: boolean;
  readonly bookable: boolean;
}

export interface Truth {
  readonly probed: number;
  /** Advertised and not bookable. */
  readonly ghosts: number;
  /** Bookable and not advertised. */
  readonly hidden: number;
  /** Bookable of the advertised; null when none was tried. Show it with an interval. */
  readonly score: number | null;
}

/** How true each source's advertised places are. */
export function truthScore(probes: readonly Probe[]): Map<string, Truth> {
  const sources = new Map<string, Probe[]>();
  for (const probe of probes) {
    const own = sources.get(probe.source);
    if (own) own.push(probe);
    else sources.set(probe.source, [probe]);
  }
  return new Map([...sources].map(([source, own]) => [source, truthOf(own)]));
}

function truthOf(probes: readonly Probe[]): Truth {
  const advertised = probes.filter((probe) => probe.advertised);
  const kept = advertised.filter((probe) => probe.bookable).length;
  return {
    probed: probes.length,
    ghosts: advertised.length - kept,
    hidden: probes.filter((probe) => !probe.advertised && probe.bookable).length,
    score: share(kept, advertised.length),
  };
}
