import { AppError } from '@otklik/kernel';
import { z } from 'zod';
import { FAULTS, FaultCount, type Fault } from '../model.ts';

const known = new Set<string>(FAULTS);

/**
 * Counts that were made before the command, as text: `{fault: [count, slot]}`.
 * @throws AppError invalid-input
 */
export function faultsFrom(text: string): FaultCount {
  const faults = new FaultCount();
  for (const [fault, [count, slot]] of Object.entries(read(counts, text)))
    if (known.has(fault)) faults.add(fault as Fault, slot?.slice(0, 120) ?? null, count);
  return faults;
}

const counts = z.record(z.string(), z.tuple([z.int().min(0), z.string().nullable()]));
const names = z.array(z.string());

/** Text that a look wrote for its own command. @throws AppError invalid-input */
function read<T>(shape: z.ZodType<T>, text: string): T {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    throw new AppError('invalid-input', { reason: 'not-json' });
  }
}

/** Ids of all rows of a file. @throws AppError invalid-input */
export const namesFrom = (text: string): string[] => read(names, text);

export const faultsAsText = (faults: FaultCount): string =>
  JSON.stringify(
    Object.fromEntries([...faults.found].map(([fault, { count, slot }]) => [fault, [count, slot]])),
  );
