import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createLog, createMail } from '@otklik/adapters';
import { runCommand, type Actor } from '@otklik/kernel';
import { planAll, sendAll } from '@otklik/surveys';
import { carryLetters } from '../../../modules/surveys/src/commands/carry-letters.ts';
import { visit } from '../../../modules/surveys/test/town.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, TEST_START, useInstallation } from '../../../tests/support/installation.ts';

/** At which step of the conversation the post office fails. */
type Fault =
  | 'none'
  | '421-greeting'
  | '451-sender'
  | '550-sender'
  | '451-recipient'
  | '550-recipient'
  | '452-recipient-full'
  | 'hang-up-in-letter'
  | '451-letter'
  | '554-letter'
  | 'hang-up-after-letter'
  | 'silent-after-letter'
  | 'slow';

const house = useInstallation();
const system: Actor = { kind: 'system', region: REGION, name: 'test' };
const sender: Actor = { kind: 'system', region: REGION, name: 'surveys.carry-letters' };
const DAY_ms = 86_400_000;
const goesOn = (): boolean => true;
let boss: pg.Client;
let port = 0;
let fault: Fault = 'none';
let office: SMTPServer | null = null;
let mute: Server | null = null;
let mail: ReturnType<typeof createMail>;
const sockets = new Set<Socket>();
/** Letters the post office has whole, by their Message-ID; who each was for. */
const accepted: { readonly id: string; readonly to: string }[] = [];

const failing = (code: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode: code });
const when = (name: Fault, code: number, text: string): Error | null =>
  fault === name ? failing(code, text) : null;
/** On one conversation, or on all. */
const hangUp = (port?: number): void =>
  sockets.forEach((socket) => {
    if (port === undefined || socket.remotePort === port) socket.destroy();
  });

async function openOffice(): Promise<void> {
  office = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    closeTimeout: 50,
    onConnect: (_, done) => done(when('421-greeting', 421, 'not now')),
    onMailFrom: (_, __, done) =>
      done(when('451-sender', 451, 'later') ?? when('550-sender', 550, 'not you')),
    onRcptTo: (_, __, done) =>
      done(
        when('451-recipient', 451, 'later') ??
          when('452-recipient-full', 452, '4.2.2 full') ??
          when('550-recipient', 550, '5.1.1 no such user'),
      ),
    onData(stream, session, done) {
      if (fault === 'hang-up-in-letter') return hangUp(session.remotePort);
      const take = async (): Promise<void> => {
        const bytes = await buffer(stream);
        const refusal = when('451-letter', 451, 'later') ?? when('554-letter', 554, '5.6.0 no');
        if (refusal) return done(refusal);
        const id = /^Message-ID: (.+?)\r$/im.exec(bytes.toString('latin1'))![1]!;
        accepted.push({ id, to: session.envelope.rcptTo[0]!.address });
        if (fault === 'hang-up-after-letter') return hangUp(session.remotePort);
        if (fault === 'silent-after-letter') return;
        if (fault === 'slow') await new Promise((resolve) => setTimeout(resolve, 150));
        done(null, 'queued as Q-1');
      };
      // What was cut off in the middle is nothing.
      take().catch(() => undefined);
    },
  });
  office.on('error', () => undefined);
  office.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  office.listen(port, '127.0.0.1');
  await once(office.server, 'listening');
}
async function closeOffice(): Promise<void> {
  hangUp();
  sockets.clear();
  if (office) await new Promise<void>((resolve) => office!.close(() => resolve()));
  if (mute) await new Promise((resolve) => mute!.close(resolve));
  office = mute = null;
}
/** It takes the connection and never says a word. */
async function openMute(): Promise<void> {
  mute = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  }).listen(port, '127.0.0.1');
  await once(mute, 'listening');
}

beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  port = (probe.address() as AddressInfo).port;
  await new Promise((resolve) => probe.close(resolve));
  mail = createMail({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    from: 'Отклик <robot@otklik.example>',
    bounceDomain: 'bounce.otklik.example',
    log: createLog({ write: () => undefined, level: 'error' }),
    idle_ms: 400,
  });
  Object.assign(house.it.app.ports, { mail });
});
afterEach(async () => {
  fault = 'none';
  await closeOffice();
});
afterAll(async () => {
  mail.close();
  await boss.end();
});

const rows = async (sql: string, values: unknown[] = []) =>
  (await boss.query<Record<string, string>>(sql, values)).rows;
const addressOf = (name: string, at: number): string => `${name}-${at}@example.org`;
async function states(name: string): Promise<string[]> {
  const found = await rows(
    `select l.kind || ' ' || l.state as said, count(*) from survey_letters l
     join survey_invitations i on i.id = l.invitation_id join survey_visits v on v.id = i.visit_id
     where v.source_system = $1 group by 1 order by 1`,
    [name],
  );
  return found.map(({ said, count }) => `${count} ${said}`);
}
async function invited(name: string, people: number): Promise<void> {
  house.it.clock.set(TEST_START);
  const visits = Array.from({ length: people }, (_, at) =>
    visit(String(at), { sourceSystem: name, contact: { email: addressOf(name, at) } }),
  );
  await house.it.faces.surveys.recordVisits(system, { visits: JSON.stringify(visits) });
  await planAll(house.it.app, REGION, goesOn);
}
const send = (): Promise<number> => sendAll(house.it.app, REGION, goesOn);
const after = (days: number): void =>
  house.it.clock.set(new Date(TEST_START.getTime() + days * DAY_ms));
/** How often the post office has the letters of somebody; each letter once or it is a double. */
function got(name: string): {
  readonly letters: number;
  readonly doubles: number;
  readonly people: number;
} {
  const own = accepted.filter(({ to }) => to.startsWith(`${name}-`));
  const ids = new Set(own.map(({ id }) => id));
  return {
    letters: own.length,
    doubles: own.length - ids.size,
    people: new Set(own.map(({ to }) => to)).size,
  };
}
/** The worker goes on for a day and a reminder's time, the post office being well. */
async function heal(): Promise<void> {
  fault = 'none';
  await closeOffice();
  await openOffice();
  for (const days of [0.02, 0.1, 0.3, 4.2, 4.3]) {
    after(days);
    await planAll(house.it.app, REGION, goesOn);
    await send();
  }
}

const PEOPLE = 3;
/** What stands of the letters while the fault lasts, and what in the end. */
const COURSES: readonly (readonly [Fault | 'closed' | 'mute', string, string])[] = [
  ['closed', 'invitation queued', 'invitation sent'],
  ['mute', 'invitation queued', 'invitation sent'],
  ['421-greeting', 'invitation queued', 'invitation sent'],
  ['451-sender', 'invitation queued', 'invitation sent'],
  ['550-sender', 'invitation queued', 'invitation sent'],
  ['451-recipient', 'invitation queued', 'invitation sent'],
  ['452-recipient-full', 'invitation queued', 'invitation sent'],
  ['451-letter', 'invitation queued', 'invitation sent'],
  ['hang-up-in-letter', 'invitation queued', 'invitation sent'],
  ['slow', 'invitation sent', 'invitation sent'],
  ['550-recipient', 'invitation failed', 'invitation failed'],
  ['554-letter', 'invitation failed', 'invitation failed'],
  ['hang-up-after-letter', 'invitation in-doubt', 'invitation in-doubt'],
  ['silent-after-letter', 'invitation in-doubt', 'invitation in-doubt'],
];

describe('a post office that fails', () => {
  test.each(COURSES)('%s: nothing is lost and nothing is sent twice', async (name, during, end) => {
    if (name === 'mute') await openMute();
    else if (name !== 'closed') await openOffice();
    fault = name === 'closed' || name === 'mute' ? 'none' : name;
    await invited(name, PEOPLE);
    await send();
    expect(await states(name)).toEqual([`${PEOPLE} ${during}`]);
    await heal();
    const refused = end.endsWith('failed');
    expect(await states(name)).toEqual([
      `${PEOPLE} ${end}`,
      ...(refused ? [] : [`${PEOPLE} reminder sent`]),
    ]);
    const { doubles, people } = got(name);
    expect(doubles).toBe(0);
    expect(people).toBe(refused ? 0 : PEOPLE);
    // Every letter that is out has the one living link of its way; those of lost tries are gone.
    const tokens = await rows(
      `select t.way, count(*) from survey_tokens t join survey_invitations i on i.id = t.invitation_id
       join survey_visits v on v.id = i.visit_id where v.source_system = $1 group by 1 order by 1`,
      [name],
    );
    expect(tokens.map(({ way, count }) => `${count} ${way}`)).toEqual(
      refused ? [] : [`${PEOPLE} letter`, `${PEOPLE} reminder`],
    );
    const kept = await rows(
      `select distinct l.queued_as from survey_letters l join survey_invitations i on i.id = l.invitation_id
       join survey_visits v on v.id = i.visit_id where v.source_system = $1 and l.state = 'sent'`,
      [name],
    );
    expect(kept).toEqual(refused ? [] : [{ queued_as: 'Q-1' }]);
  });

  test('a worker that is killed with letters in its hands: they are in doubt, their reminders are not', async () => {
    await openOffice();
    await invited('killed', PEOPLE);
    const { letters } = await runCommand(house.it.app, sender, carryLetters, {
      outcomes: [],
      take: 20,
    });
    expect(letters).toHaveLength(PEOPLE);
    // One had left before the end.
    const [first] = letters;
    if (first?.channel === 'mail') await mail.send(first.letter);
    await heal();
    expect(await states('killed')).toEqual([
      `${PEOPLE} invitation in-doubt`,
      `${PEOPLE} reminder sent`,
    ]);
    expect(got('killed')).toEqual({ letters: PEOPLE + 1, doubles: 0, people: PEOPLE });
    // A word of the dead worker that comes late changes what is in doubt and nothing else.
    const outcome = {
      letterId: letters[0]!.letterId,
      attempt: letters[0]!.attempt,
      delivery: 'sent' as const,
    };
    await runCommand(house.it.app, sender, carryLetters, { outcomes: [outcome], take: 0 });
    const late = { ...outcome, delivery: 'postponed' as const };
    await runCommand(house.it.app, sender, carryLetters, { outcomes: [late], take: 0 });
    expect(await states('killed')).toEqual([
      '2 invitation in-doubt',
      '1 invitation sent',
      `${PEOPLE} reminder sent`,
    ]);
  });

  test('an outage of three days: letters leave when it ends, once', async () => {
    await invited('outage', PEOPLE);
    for (let hours = 0; hours < 72; hours += 3) {
      after(hours / 24);
      await send();
    }
    expect(await states('outage')).toEqual([`${PEOPLE} invitation queued`]);
    await openOffice();
    after(3.1);
    await send();
    expect(await states('outage')).toEqual([`${PEOPLE} invitation sent`]);
    expect(got('outage')).toEqual({ letters: PEOPLE, doubles: 0, people: PEOPLE });
  });
});
