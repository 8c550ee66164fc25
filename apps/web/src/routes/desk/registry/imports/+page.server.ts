import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedRecord } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad } from './$types';

type Start = Parameters<App.Locals['services']['registry']['startImport']>[1];

export const load: PageServerLoad = async ({ locals, url }) => {
  const cursor = url.searchParams.get('cursor')?.slice(0, 100) || undefined;
  const page = await locals.services.registry
    .listImportRuns(locals.actor, { cursor })
    .catch(leadFrom(url));
  return { ...page, is_first: cursor === undefined, now: locals.services.now() };
};

const DELIMITER: Readonly<Record<string, Start['delimiter']>> = {
  semicolon: ';',
  comma: ',',
  tab: '\t',
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const form = await request.formData();
    const text = (name: string): string => {
      const value = form.get(name);
      return typeof value === 'string' ? value.slice(0, 100) : '';
    };
    const typed = {
      kind: text('kind'),
      format: text('format'),
      encoding: text('encoding'),
      delimiter: text('delimiter'),
    };
    const file = form.get('file');
    let started;
    try {
      started = await locals.services.registry.startImport(locals.actor, {
        kind: typed.kind as Start['kind'],
        format: typed.format as Start['format'],
        ...(typed.encoding ? { encoding: typed.encoding as Start['encoding'] } : {}),
        ...(DELIMITER[typed.delimiter] ? { delimiter: DELIMITER[typed.delimiter] } : {}),
        fileName: file instanceof File ? file.name.slice(0, 200) : '',
        file: file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array(),
      });
    } catch (thrown) {
      return refusedRecord(thrown, typed, url);
    }
    redirect(303, localizePath(`/desk/registry/imports/${started.runId}`, locals.locale));
  },
};
