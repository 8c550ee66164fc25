import { staffGrants } from '@otklik/cases';
import { defineQuery, type Grant } from '@otklik/kernel';
import { clinicsOf } from '@otklik/registry';
import { keepsClinic, keepsRegion, worksIn } from '../policy-templates.ts';
import { nothing as input } from '../schema.ts';
import { templatesFor } from '../store/templates.ts';

/** Prepared texts of one clinic are looked through by whoever works in few of them. */
const CLINICS_MAX = 50;

const isLocal = (grants: readonly Grant[]): boolean =>
  grants.every(({ reach }) => reach.kind !== 'region');

const NOWHERE = { districtId: null, okrugId: null, organisationId: null };

/** The prepared texts that the reader may use, and which of them, and of which clinics, the reader keeps. */
export const listTemplates = defineQuery({
  name: 'desk.list-templates',
  input,
  policy: ({ actor }) => staffGrants(actor),
  async handle({ tx, subject: grants }) {
    const mine = isLocal(grants)
      ? (await clinicsOf(tx)).filter((clinic) => worksIn(grants, clinic)).slice(0, CLINICS_MAX)
      : null;
    const kept = new Set(mine?.filter((clinic) => keepsClinic(grants, clinic)).map(({ id }) => id));
    const region = keepsRegion(grants);
    const rows = await templatesFor(tx, mine ? mine.map(({ id }) => id) : 'all');
    return {
      keepsRegion: region,
      /** Clinics whose texts the reader may write. */
      clinics: (mine ?? [])
        .filter(({ id }) => kept.has(id))
        .map(({ code, nameRu, nameEn }) => ({ code, nameRu, nameEn })),
      templates: rows.map((row) => ({
        templateId: row.id,
        kind: row.kind,
        name: row.name,
        text: row.text,
        version: row.version,
        changedAt: row.changed_at,
        clinic: row.code ? { code: row.code, nameRu: row.name_ru!, nameEn: row.name_en } : null,
        mayChange: row.clinic_id
          ? kept.has(row.clinic_id) || keepsClinic(grants, { ...NOWHERE, id: row.clinic_id })
          : region,
      })),
    };
  },
});
