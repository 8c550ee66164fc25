import { FAULTS, FaultCount, type Fault } from '../model.ts';

const known = new Set<string>(FAULTS);

/** Counts that were made before the command, as text: `{fault: [count, slot]}`. */
export function faultsFrom(text: string): FaultCount {
  const faults = new FaultCount();
  const told = JSON.parse(text) as Record<string, [number, string | null]>;
  for (const [fault, [count, slot]] of Object.entries(told))
    if (known.has(fault)) faults.add(fault as Fault, slot?.slice(0, 120) ?? null, count);
  return faults;
}

export const faultsAsText = (faults: FaultCount): string =>
  JSON.stringify(
    Object.fromEntries([...faults.found].map(([fault, { count, slot }]) => [fault, [count, slot]])),
  );
