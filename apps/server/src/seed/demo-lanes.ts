import type { Actor } from '@otklik/kernel';
import type { Installation } from '../assemble.ts';

/**
 * A demonstration has somebody on duty and takes appeals under 59-FZ itself, so that both can be seen. A real
 * installation opens the channel at the desk, once a lawyer has said so. What was changed there stays.
 */
export async function openDemoLanes({ faces, settings }: Installation): Promise<void> {
  const demo: Actor = { kind: 'system', region: settings.region, name: 'demo-lanes' };
  const { last, shown } = await faces.complaints.listLanes(demo, {});
  if (last > 1) return;
  const { emergency, appeals } = shown;
  const bodies = await faces.cases.listBodies(demo, {});
  const body = bodies.find(({ code }) => code === 'health-department')?.code ?? null;
  await faces.complaints.saveLanes(demo, {
    version: last,
    emergency,
    duty_email: 'duty@demo.example',
    appeals: { ...appeals, open: true, body },
  });
}
