import { enabledRegions } from '@otklik/registry';
import type { Installation } from './assemble.ts';

/** How many photos of all served regions lie unsealed in storage, from before photos were sealed. */
export async function plainPhotos({
  app,
  faces,
}: Pick<Installation, 'app' | 'faces'>): Promise<number> {
  let waiting = 0;
  for (const region of await enabledRegions(app)) {
    const actor = { kind: 'system', region, name: 'doctor' } as const;
    waiting += (await faces.cases.findPlainPhotos(actor, { limit: 0 })).waiting;
  }
  return waiting;
}

export const plainPhotosText = (waiting: number): string =>
  waiting === 0
    ? 'every photo is sealed'
    : `${waiting} photos are not sealed yet: a running server does it within the hour; one whose file is missing stays on this count`;
