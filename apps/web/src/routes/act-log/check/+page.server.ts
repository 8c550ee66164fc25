import type { ProofOutcome } from '@otklik/act-log';
import { localizePath, m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail } from '@sveltejs/kit';
import { filedWords } from '#lib/act-log/filed.ts';
import { refusedForm } from '#lib/server/form-errors.ts';
import type { Actions } from './$types';

const PROOF_CHARACTERS_MAX = 20_000;
type Said = Readonly<Record<'number' | 'filed' | 'day', string>>;

const WORDS: Readonly<Record<ProofOutcome, (said: Said) => string>> = {
  'in-log': m.filing_outcome_in_log,
  waiting: m.filing_outcome_waiting,
  missing: m.filing_outcome_missing,
  'log-differs': m.filing_outcome_log_differs,
  'leaf-changed': m.filing_outcome_leaf_changed,
  'unknown-key': m.filing_outcome_unknown_key,
  'bad-signature': m.filing_outcome_bad_signature,
  'not-in-root': m.filing_outcome_not_in_root,
};

/** The file that was chosen, or what was pasted instead. */
async function proofText(form: FormData): Promise<string> {
  const file = form.get('file');
  if (file instanceof File && file.size > 0)
    return (await file.slice(0, PROOF_CHARACTERS_MAX).text()).trim();
  return String(form.get('text') ?? '')
    .slice(0, PROOF_CHARACTERS_MAX)
    .trim();
}

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const text = await proofText(await request.formData());
    const typed = { text };
    const problem = (words: string, status = 422) =>
      fail(status, { problems: [{ field: 'text', text: words }], typed });
    if (text === '') return problem(m.filing_check_empty());
    try {
      const proof = JSON.parse(text) as never;
      const { outcome, ...facts } = await locals.services.actLog.checkProof(locals.actor, {
        proof,
      });
      const said = { ...facts, filed: filedWords(facts.filed), day: filedWords(facts.day) };
      return {
        typed,
        problems: [],
        result: {
          is_good: outcome === 'in-log' || outcome === 'waiting',
          text: WORDS[outcome](said),
        },
      };
    } catch (thrown) {
      const isUnreadable =
        thrown instanceof SyntaxError || (isAppError(thrown) && thrown.code === 'invalid-input');
      if (isUnreadable) return problem(m.filing_check_unreadable());
      return refusedForm(thrown, typed);
    }
  },
};

export const load = ({ locals }: { locals: App.Locals }) => ({
  log_path: localizePath('/act-log', locals.locale),
});
