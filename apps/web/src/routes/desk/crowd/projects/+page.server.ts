import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { error, fail, redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import { typedOf } from '#lib/server/registry-desk.ts';
import type { Actions, PageServerLoad } from './$types';

/** Projects of the region, for the administrator who opens them and moves their dates. */
export const load: PageServerLoad = async ({ locals, parent, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const { watches } = await parent();
  if (!watches) error(403, 'forbidden');
  return {
    projects: await locals.services.crowd.listProjects(locals.actor, {}),
    done: url.searchParams.get('done'),
  };
};

const DIRECTIONS_MIN = 3;
const DIRECTIONS_MAX = 7;

/** `по-русски | in English`, a direction a line; null where a line is not that, two are one, or they are too few or many. */
function directionsIn(text: string): { code: string; ru: string; en: string }[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const found = lines.map((line) => {
    const [ru = '', en = '', ...more] = line.split('|').map((part) => part.trim());
    const code = en
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60);
    return more.length === 0 && ru && code.length > 1 ? { code, ru, en } : null;
  });
  if (!found.every((one) => one !== null)) return null;
  const is_fit = found.length >= DIRECTIONS_MIN && found.length <= DIRECTIONS_MAX;
  return is_fit && new Set(found.map(({ code }) => code)).size === found.length ? found : null;
}

export const actions: Actions = {
  open: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    const text = (name: string): string => typed[name] ?? '';
    const directions = directionsIn(text('directions'));
    if (!directions)
      return fail(422, {
        problems: [{ field: 'directions', text: m.crowd_projects_directions_wrong() }],
        typed,
      });
    try {
      await locals.services.crowd.openProject(locals.actor, {
        code: text('code'),
        titleRu: text('titleRu'),
        titleEn: text('titleEn'),
        goalRu: text('goalRu'),
        goalEn: text('goalEn'),
        hostRu: text('hostRu'),
        hostEn: text('hostEn'),
        directions,
        opensOn: text('opensOn'),
        closesOn: text('closesOn'),
      });
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
      return refusedForm(thrown, typed, {
        titleRu: { label: m.crowd_projects_name_ru() },
        titleEn: { label: m.crowd_projects_name_en() },
        code: { label: m.crowd_projects_code() },
        goalRu: { label: m.crowd_projects_goal_ru() },
        goalEn: { label: m.crowd_projects_goal_en() },
        hostRu: { label: m.crowd_projects_host_ru() },
        hostEn: { label: m.crowd_projects_host_en() },
        directions: { label: m.crowd_projects_directions() },
        opensOn: { label: m.crowd_projects_from() },
        closesOn: { label: m.crowd_projects_to() },
      });
    }
    redirect(303, localizePath('/desk/crowd/projects?done=opened', locals.locale));
  },
  move: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    const project = typed['project'] ?? '';
    const at = (name: string): string => `${name}-${project}`;
    const reason = (typed['reason'] ?? '').trim();
    try {
      await locals.services.crowd.moveDates(locals.actor, {
        project,
        opensOn: typed['opensOn'] ?? '',
        closesOn: typed['closesOn'] ?? '',
        ...(reason ? { reason } : {}),
      });
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
      if (isAppError(thrown) && thrown.code === 'reason-required')
        return fail(422, {
          problems: [
            {
              field: at('reason'),
              text: m.errors_field_required({ field: m.crowd_projects_reason() }),
            },
          ],
          typed,
        });
      if (isAppError(thrown) && thrown.code === 'move-impossible')
        return fail(409, {
          problems: [{ field: at('opensOn'), text: m.crowd_projects_has_opened() }],
          typed,
        });
      return refusedForm(thrown, typed, {
        opensOn: { label: m.crowd_projects_from(), field: at('opensOn') },
        closesOn: { label: m.crowd_projects_to(), field: at('closesOn') },
        reason: { label: m.crowd_projects_reason(), field: at('reason') },
      });
    }
    redirect(303, localizePath('/desk/crowd/projects?done=moved', locals.locale));
  },
};
