import { randomUUID } from 'node:crypto';
import { systemScope } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { formVersion } from '@otklik/survey-forms';
import {
  enrolHash,
  insertBatch,
  insertPoint,
  itemsOf,
  keepEntry,
  openFormFor,
  putSheet,
} from '@otklik/survey-modes';
import { placeByCode } from '@otklik/surveys';
import type { Installation } from '../assemble.ts';

/** Typed at the first opening of `/hall` in the demonstration. */
const TABLET_CODE = 'tab2tab2';
const SHEETS = 8;
const HALF = 5;
const BY = { asked_by: 'system:simulation', opened_by: 'system:simulation' };

/** A poster, a tablet to be made known, and a batch of paper half typed, at the demonstration's first clinic. */
export async function openDemoPoints({ app, faces, settings }: Installation): Promise<void> {
  const { region } = settings;
  const { clinics } = await faces.registry.findClinics(
    { kind: 'visitor', region, origin: 'simulation' },
    { limit: 1 },
  );
  await app.store.withScope(
    systemScope(region, 'simulation'),
    async (tx) => {
      const today = await todayOf(tx);
      const place = clinics[0] && (await placeByCode(tx, clinics[0].code));
      if (!place) return;
      const form = await openFormFor(tx, place.sector, today);
      const point = {
        place_id: place.id,
        state: 'open' as const,
        code: null,
        enrol_hash: null,
        enrol_until: null,
        device_hash: null,
        ...BY,
        valid_from: today,
        valid_to: null,
      };
      await insertPoint(tx, { ...point, id: randomUUID(), kind: 'poster', code: 'demo2345' });
      await insertPoint(tx, {
        ...point,
        id: randomUUID(),
        kind: 'tablet',
        enrol_hash: enrolHash(app.ports.keys, TABLET_CODE),
        enrol_until: '2100-01-01',
      });
      const batch = {
        region_id: region,
        id: randomUUID(),
        place_id: place.id,
        form_id: form.formId,
        form_version: form.version,
        printed: SHEETS,
        state: 'open' as const,
        data_key_id: await tx.vault.newKey(),
        made_on: today,
        made_by: BY.asked_by,
        entered_twice: 0,
        agreed_at_once: 0,
      };
      await insertBatch(tx, batch);
      const definition = await formVersion(tx, form.formId, form.version);
      for (let sheet = 1; sheet <= HALF; sheet += 1) {
        const fields = [['criteria/criterion-kindness', String(5 + sheet)]] as const;
        const typed = itemsOf(definition, fields) as Readonly<Record<string, unknown>>[];
        await putSheet(tx, batch.id, sheet, 'half');
        await keepEntry(tx, batch, { sheet, pass: 1, enteredBy: BY.asked_by, typed });
      }
    },
    { now: app.clock.now() },
  );
}
