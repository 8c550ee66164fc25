import { systemClock } from '@otklik/kernel';
import type { Clock, Log } from '@otklik/kernel';
import { scrubFields, scrubText } from './scrub.ts';

const LEVELS = ['info', 'warn', 'error'] as const;
const LINE_chars = 16_384;
const OWN = new Set(['time', 'level', 'event']);
/** JSON leaves these as they are; viewers and terminals may take them for line ends, commands or reversed text. */
const UNSAFE = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

export interface LogOptions {
  /** Gets one line with its line break. */
  readonly write: (line: string) => void;
  /** The lowest level written; all by default. */
  readonly level?: Level;
  readonly clock?: Clock;
}

export type Level = (typeof LEVELS)[number];

/**
 * One JSON object a line: `time` (ISO 8601, UTC), `level`, `event`, then the fields. Never throws:
 * a line that cannot be made or written must not fail the work it tells of.
 */
export function createLog({ write, level = 'info', clock = systemClock }: LogOptions): Log {
  const lowest = LEVELS.indexOf(level);
  const at = (own: Level): Log['info'] => {
    if (LEVELS.indexOf(own) < lowest) return () => {};
    return (event, fields) => {
      try {
        write(lineOf(clock.now(), own, event, fields));
      } catch {
        // Nowhere left to say it.
      }
    };
  };
  return { info: at('info'), warn: at('warn'), error: at('error') };
}

function lineOf(now: Date, level: Level, event: string, fields: object = {}): string {
  const head = { time: now.toISOString(), level, event: scrubText(event) };
  const line = toJson({ ...head, ...withoutOwnNames(safely(fields)) });
  return `${line.length <= LINE_chars ? line : toJson({ ...head, cut_chars: line.length })}\n`;
}

/** A getter or proxy may throw; the event is worth more than its fields. */
function safely(fields: object): Record<string, unknown> {
  try {
    return scrubFields(fields);
  } catch {
    return { fields: '[unreadable]' };
  }
}

/** A field cannot pretend to be another time, level or event. */
const withoutOwnNames = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [OWN.has(name) ? `field_${name}` : name, value]),
  );

const toJson = (value: object): string =>
  JSON.stringify(value).replace(UNSAFE, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
