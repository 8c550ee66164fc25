import type { SetReport } from '@otklik/attachment';
import { isAppError } from '@otklik/kernel';
import { fail } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { refusedFile } from '#lib/server/refused-file.ts';
import type { Actions, PageServerLoad } from './$types';

const FAULTS_MAX = 200;

/** What is known of who may come where, and the files that say it. */
export const load: PageServerLoad = async ({ locals, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return locals.services.attachment.sumUp(locals.actor, {}).catch(leadFrom(url));
};

interface Put {
  readonly table: string;
  readonly check: boolean;
  readonly from: string;
}
type Take = (
  services: App.Locals['services'],
  actor: App.Locals['actor'],
  put: Put,
) => Promise<SetReport>;

const taking =
  (which: 'admissions' | 'catchments', take: Take): Actions[string] =>
  async ({ request, locals, url }) => {
    const form = await request.formData();
    const file = form.get('file');
    const typed = { which, from: String(form.get('from') ?? '').slice(0, 10) };
    try {
      const bytes = file instanceof File ? await file.arrayBuffer() : new ArrayBuffer();
      const check = form.get('do') === 'check';
      const table = locals.services.textOf(new Uint8Array(bytes));
      const report = await take(locals.services, locals.actor, { table, check, from: typed.from });
      const { faults, ...rest } = report;
      return {
        problems: [],
        typed,
        report: { ...rest, which, check, all: faults.length, faults: faults.slice(0, FAULTS_MAX) },
      };
    } catch (thrown) {
      if (isAppError(thrown) && thrown.code === 'sign-in-required') return leadFrom(url)(thrown);
      const { status, data } = refusedFile(thrown);
      const problems = data.problems.map((one) =>
        one.field === 'file' ? { ...one, field: `${which}-file` } : one,
      );
      return fail(status, { problems, typed });
    }
  };

export const actions: Actions = {
  admissions: taking('admissions', ({ attachment }, actor, { table, check }) =>
    attachment.putAdmissions(actor, { table, check }),
  ),
  catchments: taking('catchments', ({ attachment }, actor, { table, check, from }) =>
    attachment.putCatchments(actor, { table, check, ...(from ? { from } : {}) }),
  ),
};
