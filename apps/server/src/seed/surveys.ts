import { readFile } from 'node:fs/promises';
import { systemScope } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { planAll, putRules } from '@otklik/surveys';
import type { Installation } from '../assemble.ts';

const HOUR_ms = 3_600_000;

/**
 * Three invitations that wait: one for the demonstration's citizen, two for others. On the day of the demonstration
 * letters leave at once, at night too, so that there is something to open.
 */
export async function inviteDemo({ app, faces, settings }: Installation): Promise<void> {
  const { region } = settings;
  await joinDemoPilot(faces, region);
  const simulation = { kind: 'system', region, name: 'simulation' } as const;
  await app.store.withScope(systemScope(region, 'simulation'), async (tx) => {
    const today = await todayOf(tx);
    // The demonstration's citizen complains every other day and is asked all the same.
    const rules = {
      send_at: '00:00',
      days_after: 0,
      complaint_days: 0,
      quiet: { from: '00:00', to: '00:00' },
      channels: ['mail' as const, 'sms' as const, 'messenger' as const],
      access: { rate: 0.5 },
    };
    await putRules(tx, { from: today, to: today, rules });
  });
  const { clinics } = await faces.registry.findClinics(
    { kind: 'visitor', region, origin: 'simulation' },
    { limit: 3 },
  );
  const emails = ['citizen@demo.example', 'patient-1@demo.example', 'patient-2@demo.example'];
  const endedAt = new Date(app.clock.now().getTime() - 20 * HOUR_ms).toISOString();
  const visits = clinics.slice(0, emails.length).map(({ code }, index) => ({
    visitId: `demo-${index}`,
    sourceSystem: 'demo',
    unit: code,
    service: 'doctor-visit',
    endedAt,
    sector: 'health',
    contact: { email: emails[index]! },
    flags: ['consent'],
  }));
  const others = clinics[0] ? otherVisits(clinics[0].code, endedAt) : [];
  await faces.surveys.recordVisits(simulation, { visits: JSON.stringify([...visits, ...others]) });
  if (clinics[0]) await listAttached(faces, region, clinics[0].code);
  await planAll(app, region, () => true);
}

/** A text message, a message of a bot, a child’s visit, and one that did not take place. */
function otherVisits(unit: string, endedAt: string) {
  const about = { sourceSystem: 'demo', unit, service: 'doctor-visit', endedAt, sector: 'health' };
  const parent = { parent: { email: 'parent@demo.example' }, flags: ['parent-consent'] };
  return [
    { ...about, visitId: 'demo-sms', contact: { phone: '+79160000001' }, flags: ['consent-sms'] },
    {
      ...about,
      visitId: 'demo-bot',
      contact: { messenger: 'demo-talk' },
      flags: ['consent-messenger'],
    },
    { ...about, visitId: 'demo-child', age: 6, contact: {}, ...parent },
    ...['finished', 'cancelled'].map((status) => ({
      ...about,
      visitId: 'demo-cancelled',
      status,
      contact: { email: 'patient-3@demo.example' },
      flags: ['consent'],
    })),
  ];
}

const ATTACHED = 40;

/** Attached people without a visit, of whom the first drawing asks about half. */
async function listAttached(
  { surveys }: Installation['faces'],
  region: string,
  unit: string,
): Promise<void> {
  const people = Array.from({ length: ATTACHED }, (_, at) => ({
    personId: `demo-${at}`,
    sourceSystem: 'demo',
    unit,
    contact: { email: `attached-${at}@demo.example` },
    flags: ['consent'],
  }));
  const simulation = { kind: 'system', region, name: 'simulation' } as const;
  await surveys.recordAttached(simulation, { people: JSON.stringify(people) });
}

/** A pilot of made-up organisations beyond health, each marked so. */
async function joinDemoPilot({ pilots }: Installation['faces'], region: string): Promise<void> {
  const file = new URL('../../../../modules/pilots/data/demo-pilot.json', import.meta.url);
  const actor = { kind: 'system', region, name: 'simulation' } as const;
  await pilots.joinPilot(actor, JSON.parse(await readFile(file, 'utf8')));
}
