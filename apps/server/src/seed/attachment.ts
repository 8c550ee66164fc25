import { splitAddress } from '@otklik/attachment';
import { systemScope, type Actor } from '@otklik/kernel';
import { clinicsOf, dayIn } from '@otklik/registry';
import type { Installation } from '../assemble.ts';

const DAY_ms = 86_400_000;
const OLD_days = 60;
const DEMO_ZONE = 'Europe/Moscow';

/** Every answer that a region can give, clinic by clinic in turn; one of seven says nothing. */
const WORDS = ['12;;;', ';да;;', '0;нет;;', ';;да;', null, '240;да;;', '35;нет;;old'] as const;

/** Invented words of a demonstration: to whom each clinic is open, and that its own street belongs to it. */
export async function seedAttachment({ app, faces, settings }: Installation): Promise<void> {
  const { region } = settings;
  const now = app.clock.now();
  const simulation: Actor = { kind: 'system', region, name: 'simulation' };
  const clinics = await app.store.withScope(systemScope(region, 'simulation'), clinicsOf, { now });
  const old = dayIn(DEMO_ZONE, new Date(now.getTime() - OLD_days * DAY_ms));
  const words = clinics.flatMap(({ code, audience }, at) => {
    const word = WORDS[at % WORDS.length];
    return word
      ? [`${code};${audience};${word.replace('old', old)};https://attach.example/${code}`]
      : [];
  });
  await faces.attachment.putAdmissions(simulation, {
    table: ['clinic;ages;places;takes_unattached;referral_only;told_on;url', ...words].join('\n'),
  });
  const streets = clinics.flatMap(({ code, address, audience }) => {
    const split = address === null ? null : splitAddress(address);
    return split ? [`${code};${audience};"${split.street}";`] : [];
  });
  if (streets.length > 0)
    await faces.attachment.putCatchments(simulation, {
      table: ['clinic;ages;street;houses', ...streets].join('\n'),
    });
}
