import { error } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { templateActions } from '#lib/server/desk-templates.ts';
import type { Actions, PageServerLoad } from './$types';

/** One prepared text: a new one, or one that this person keeps. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const all = await locals.services.desk.listTemplates(locals.actor, {}).catch(leadFrom(url));
  const id = url.searchParams.get('id');
  const template = all.templates.find((one) => one.templateId === id && one.mayChange) ?? null;
  if (id && !template) error(404, 'not-found');
  if (!all.keepsRegion && all.clinics.length === 0) error(404, 'not-found');
  return { template, keepsRegion: all.keepsRegion, clinics: all.clinics };
};

export const actions: Actions = templateActions;
