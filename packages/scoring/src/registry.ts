import { fft } from './fft.ts';
import { halfScale } from './half-scale.ts';
import { linear } from './linear.ts';
import type { ScoreResult, ScoringMethod } from './method.ts';
import { ScoringError } from './method.ts';
import { nok2018 } from './nok/nok-2018.ts';
import { nps } from './nps.ts';
import { topBox } from './top-box.ts';

export type Methods = ReadonlyMap<string, ScoringMethod>;

/** A table of methods by name; a later one of the same name takes the earlier one's place. */
export function methodTable(...methods: readonly ScoringMethod[]): Methods {
  return new Map(methods.map((method) => [method.name, method]));
}

/** The methods that come with the library. */
export const METHODS: Methods = methodTable(nok2018, nps, fft, topBox, linear, halfScale);

export interface Scored {
  readonly method: string;
  readonly version: string;
  readonly result: ScoreResult;
}

/**
 * Scores by the name of a method.
 * @param tables dated tables of the method; its own when left out
 * @param methods other methods than the shipped ones, from `methodTable`
 * @throws ScoringError `method-unknown`, or what the method refuses
 */
export function scoreBy(name: string, input: unknown, tables?: unknown, methods = METHODS): Scored {
  const method = methods.get(name);
  if (!method) throw new ScoringError('method-unknown', name);
  return { method: name, version: method.version, result: method.score(input, tables) };
}
