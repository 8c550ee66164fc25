import type { Facts } from '@otklik/complaints';
import type { Random } from './random.ts';
import { dayOfMonth, HOURS_WAITED, hourSaid, ON_WEEKDAY, SINCE_WEEKDAY } from './words.ts';

/** Minutes of local time since 1970, the clinic's days being 1,440 of them. */
type LocalMinute = number;
const DAY = 1440;

/** A story of the file about to be told at a certain minute. */
export interface Telling {
  readonly id: string;
  readonly text: string;
  /** What the text states, as the file says. */
  readonly stated: Readonly<Record<string, number>>;
  readonly sent: LocalMinute;
  readonly random: Random;
}

export interface Told {
  readonly text: string;
  readonly facts: Facts;
}

const iso = (minute: LocalMinute): string => new Date(minute * 60_000).toISOString().slice(0, 16);
const clock = (minute: LocalMinute): string =>
  `${Math.floor((minute % DAY) / 60)}:${String(minute % 60).padStart(2, '0')}`;
const weekday = (minute: LocalMinute): number => (Math.floor(minute / DAY) + 3) % 7;
const midnight = (minute: LocalMinute): LocalMinute => minute - (minute % DAY);
const dayText = (minute: LocalMinute): string => dayOfMonth(new Date(minute * 60_000).getUTCDate());

/** A visit in the clinic's hours, over by the time of sending; Sundays are left out. */
function visit(
  { sent, random }: Telling,
  options: { within_days?: number; lasting?: number; from?: number; to?: number } = {},
): LocalMinute {
  const { within_days = 4, lasting = 0, from = 8, to = 18 } = options;
  for (let ago = random.whole(0, within_days); ; ago += 1) {
    const minute = random.whole(from * 12, to * 12) * 5;
    const at = midnight(sent) - ago * DAY + minute;
    if (weekday(at) !== 6 && at + lasting < sent) return at;
  }
}

const daysBefore = (telling: Telling, days: number): LocalMinute =>
  midnight(telling.sent) - days * DAY + telling.random.whole(9 * 60, 17 * 60);

const SPECIALTY = ['therapist', 'specialist', 'specialist', 'paediatrician', 'therapist'];
const BOOKED_AT = ['portal', 'kiosk', 'portal', 'portal', 'desk'];
const CANCELLED_AT = ['portal', 'portal', 'app', 'kiosk', 'portal', 'phone', 'portal', 'portal'];
const FACILITY = ['ramp', 'lift', 'door', 'toilet', 'lift', 'signs', 'parking', 'door'];
const NOT_DONE = ['notice', 'rebooking', 'both', 'rebooking', 'rebooking', 'notice'];
const CHECKUPS: readonly (readonly [string, number])[] = [
  ['осмотр врача на дому', 14],
  ['первый патронаж', 3],
  ['невролог в месяц', 30],
  ['УЗИ', 28],
  ['осмотр врача на дому', 14],
  ['осмотр в месяц', 30],
  ['окулист в месяц', 30],
  ['осмотр врача на дому', 14],
];

// Kinds of medicine alone, as the stories tell them.
const MEDICINES = [
  'инсулин',
  'лекарство по льготе',
  'лекарство по льготе',
  'препарат после инфаркта',
  'лекарство по льготе',
  'ингалятор',
  'лекарство по льготе',
  'лекарство по льготе',
];
const SUBSIDISED = [
  'таблетки от давления',
  'тест-полоски для глюкометра',
  'замена препарата',
  'лекарство по льготе',
  'обезболивающее',
  'лекарство по льготе',
  'лекарство по льготе',
  'таблетки, 30 штук',
];

const place = (telling: Telling): number => Number(telling.id.slice(-1)) - 1;

function booking(telling: Telling): Told {
  const at = visit(telling, { from: 7, to: 22 });
  const lead = telling.stated['lead_days'];
  return {
    text: telling.text,
    facts: {
      specialty: SPECIALTY[place(telling)] ?? 'therapist',
      channel: BOOKED_AT[place(telling)] ?? 'portal',
      tried_at: iso(at),
      ...(lead ? { offered_at: iso(midnight(at) + lead * DAY + 11 * 60) } : {}),
    },
  };
}

function medicineWait(telling: Telling): Told {
  const { id, random, stated } = telling;
  const waited = stated['days'] ?? (id === 'c02-7' ? 28 : random.whole(9, 19));
  const received = id === 'c02-8' ? random.whole(0, 3) : null;
  const prescribed = daysBefore(telling, waited + (received ?? 0));
  return {
    text: telling.text.replace('двенадцатого', dayText(prescribed)),
    facts: {
      medicine: MEDICINES[place(telling)]!,
      prescription_mark: id === 'c02-5' ? 'unknown' : 'deferred',
      prescribed_at: iso(prescribed),
      presented_at: iso(prescribed),
      ...(received === null
        ? {}
        : { received_at: iso(Math.min(prescribed + waited * DAY, telling.sent - 10)) }),
    },
  };
}

/** Of those without a mark, or with an unknown one, no breach is claimed. */
function subsidised(telling: Telling): Told {
  const at = visit(telling);
  const is_refused = telling.id === 'c03-7';
  return {
    text: telling.text,
    facts: {
      medicine: SUBSIDISED[place(telling)]!,
      prescription_mark: is_refused
        ? 'none'
        : telling.random.pick(['deferred', 'deferred', 'none', 'unknown', 'cito']),
      prescribed_at: iso(at - telling.random.whole(1, 6) * DAY),
      presented_at: iso(at),
    },
  };
}

function accessibility(telling: Telling): Told {
  const seen = visit(telling);
  const since = seen - telling.random.whole(2, 5) * DAY;
  return {
    text: telling.text.replace('с понедельника', SINCE_WEEKDAY[weekday(since)]!),
    facts: { facility: [FACILITY[place(telling)]!], seen_at: iso(seen) },
  };
}

function nursePost(telling: Telling): Told {
  const early = telling.id === 'c05-2' ? { from: 9, to: 11 } : {};
  const { random } = telling;
  return {
    text: telling.text,
    facts: {
      seen_at: iso(visit(telling, early)),
      ...(telling.id === 'c05-1'
        ? { floor: '2' }
        : random.chance(0.4)
          ? { floor: String(random.whole(1, 5)) }
          : {}),
    },
  };
}

/** Texts that name both times: the second is so many minutes after the first. */
const TIMED: Readonly<
  Record<string, { appointed: string; later: readonly string[]; left?: true }>
> = {
  'c06-1': { appointed: '9:20', later: ['10:55'] },
  'c06-2': { appointed: '14:00', later: ['15:10'], left: true },
  'c06-3': { appointed: '11:40', later: ['13:05'] },
  'c06-4': { appointed: '16:15', later: [] },
  'c06-7': { appointed: '8:00', later: ['8:50', '9:05'] },
};

function doorWait(telling: Telling): Told {
  const { id, random } = telling;
  const timed = TIMED[id];
  let text = telling.text;
  let waited = telling.stated['wait_minutes'] ?? 75;
  if (id === 'c06-5') {
    waited = random.whole(5, 11) * 5;
    text = text.replace('40 минут', `${waited} минут`);
  } else if (timed?.later.length === 1) waited = random.whole(62, 150);
  const at = visit(telling, { lasting: waited + 5, to: 17 });
  if (timed) {
    // The later times first: a replaced text must not be met again.
    const slots = [...timed.later].reverse();
    for (const [order, slot] of slots.entries()) text = text.replace(slot, `{${order}}`);
    text = text.replace(timed.appointed, clock(at));
    for (const order of slots.keys())
      text = text.replace(`{${order}}`, clock(at + waited - order * 15));
  }
  return {
    text,
    facts: { appointed_at: iso(at), [timed?.left ? 'left_at' : 'started_at']: iso(at + waited) },
  };
}

function cancelled(telling: Telling): Told {
  const failure = NOT_DONE[place(telling)] ?? 'notice';
  const ago = telling.stated['days'] ?? 0;
  return {
    text: telling.text,
    facts: {
      appointed_at: iso(ago ? daysBefore(telling, ago) : visit(telling)),
      failure: failure === 'both' ? ['notice', 'rebooking'] : [failure],
    },
  };
}

function shoeCovers(telling: Telling): Told {
  const seen = visit(telling);
  const since = seen - telling.random.whole(1, 4) * DAY;
  return {
    text: telling.text.replace('в понедельник', ON_WEEKDAY[weekday(since)]!),
    facts: { seen_at: iso(seen) },
  };
}

function newborn(telling: Telling): Told {
  const [checkup, age_days] = CHECKUPS[place(telling)]!;
  const done: Facts = telling.id === 'c09-2' ? { done_at: iso(visit(telling)) } : {};
  return { text: telling.text, facts: { checkup, age_days, ...done } };
}

/** A call so many hours ago that was made by day; null when there is none. */
function calledBefore({ sent, random }: Telling, from: number, to: number): LocalMinute | null {
  for (let tries = 0; tries < 8; tries += 1) {
    const at = sent - random.whole(from * 60, to * 60);
    if (at % DAY >= 7 * 60 && at % DAY <= 20 * 60) return at;
  }
  return null;
}

function homeCall(telling: Telling): Told | null {
  const { id, sent, random } = telling;
  let { text } = telling;
  const told = (called: LocalMinute | null, hours?: number): Told | null => {
    if (called === null) return null;
    const came: Facts = hours === undefined ? {} : { came_at: iso(called + hours * 60) };
    return { text, facts: { called_at: iso(called), ...came } };
  };
  const waited = (stated: string, choices: readonly number[]) => {
    const hours = random.pick(choices);
    text = text.replace(stated, HOURS_WAITED[hours]!);
    return told(calledBefore(telling, hours + 1, hours + 30), hours);
  };
  switch (id) {
    case 'c10-1': {
      const called = midnight(sent) - random.whole(3, 6) * DAY + 9 * 60;
      text = text
        .replace('в понедельник', ON_WEEKDAY[weekday(called)]!)
        .replace('в среду', ON_WEEKDAY[weekday(called + 2 * DAY)]!);
      return told(called, 51);
    }
    case 'c10-2': {
      const hour = Math.floor((sent % DAY) / 60);
      if (hour < 10) return null;
      text = text.replace('одиннадцать вечера', hourSaid(hour));
      return told(midnight(sent) - DAY + 8 * 60);
    }
    case 'c10-3': {
      const since = (weekday(sent) + 3) % 7;
      return since >= 1 && since <= 3 ? told(midnight(sent) - since * DAY + 14 * 60) : null;
    }
    case 'c10-4':
      return waited('двадцать шесть', [25, 26, 27, 28, 30]);
    case 'c10-6':
      return waited('восемнадцать', [15, 17, 18, 20]);
    case 'c10-7':
      return told(calledBefore(telling, 25, 50), 24);
    default:
      return told(calledBefore(telling, 26, 40));
  }
}

const selfCancel = (telling: Telling): Told => ({
  text: telling.text,
  facts: {
    channel: CANCELLED_AT[place(telling)]!,
    tried_at: iso(visit(telling, { from: 7, to: 23 })),
  },
});

/** How a topic's story gets its times, so that text and form say the same; null when it cannot be told then. */
export const TELLERS: Readonly<Record<string, (telling: Telling) => Told | null>> = {
  'booking-unavailable': booking,
  'medicine-wait': medicineWait,
  'subsidised-medicine-missing': subsidised,
  'accessibility-broken': accessibility,
  'no-nurse-post': nursePost,
  'wait-at-door-over-1h': doorWait,
  'cancelled-without-notice': cancelled,
  'no-shoe-covers': shoeCovers,
  'newborn-checkup-late': newborn,
  'home-call-over-24h': homeCall,
  'self-cancel-impossible': selfCancel,
};
