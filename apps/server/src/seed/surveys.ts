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
  await faces.surveys.recordVisits(simulation, { visits: JSON.stringify(visits) });
  await planAll(app, region, () => true);
}

/** A pilot of made-up organisations beyond health, each marked so. */
async function joinDemoPilot({ pilots }: Installation['faces'], region: string): Promise<void> {
  const file = new URL('../../../../modules/pilots/data/demo-pilot.json', import.meta.url);
  const actor = { kind: 'system', region, name: 'simulation' } as const;
  await pilots.joinPilot(actor, JSON.parse(await readFile(file, 'utf8')));
}
