import { m } from '@otklik/i18n';
import type { RequestEvent } from '@sveltejs/kit';
import { nameOf } from '#lib/clinics/names.ts';
import { deedAction, type Deed, type DeedResult } from '#lib/server/desk-deeds.ts';

const SHOWN = 10;

/**
 * A form that asks for a clinic is sent twice by whoever knows no code: the first time it searches, as the
 * public search does, and comes back with the clinics found; the second time one of them is chosen. So it
 * works without script.
 */
export const withClinicSearch = (deed: Deed) => async (event: RequestEvent) => {
  const { services, actor } = event.locals;
  const form = await event.request.clone().formData();
  const text = (name: string): string =>
    String(form.get(name) ?? '')
      .trim()
      .slice(0, 200);
  const typed = text('clinic');
  const picked = text('picked');
  const is_known = async (code: string): Promise<boolean> =>
    /^[a-z0-9][a-z0-9-]{1,60}$/.test(code) &&
    services.registry.getClinic(actor, { code }).then(
      () => true,
      () => false,
    );
  const code = picked || typed;
  const run: Deed['run'] = (inner, input, sent) =>
    deed.run(inner, { ...input, clinic: code }, sent);
  if (!typed && !picked) return deedAction(deed)(event);
  if (await is_known(code)) return deedAction({ ...deed, run })(event);
  const { clinics } = await services.registry.findClinics(actor, { q: typed, limit: SHOWN });
  const result: DeedResult = {
    deed: deed.name,
    move: deed.move,
    values: { clinic: typed, note: text('note') },
    version: Number(form.get('version')),
    problems:
      clinics.length > 0 ? [] : [{ field: 'reroute-clinic', text: m.desk_clinic_found_none() }],
    step: 'form',
    choices: clinics.map((clinic) => ({
      code: clinic.code,
      name: [nameOf(clinic), clinic.address].filter(Boolean).join(', '),
    })),
  };
  return result;
};
