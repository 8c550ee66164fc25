import type { Form } from '@otklik/questionnaire';
import { scalesOf, type Points } from '@otklik/survey-answers';
import { SHARES, WAIT, type ShareCode } from './nok.ts';

/** Where a form asks what an assessment needs: by the codes of its items, whatever its words are. */
export interface NokItems {
  readonly shares: ReadonlyMap<ShareCode, string>;
  readonly wait: { readonly linkId: string; readonly points: Points } | null;
}

const SYSTEM = /\/CodeSystem\/nok-2018-indicator$/;

function codeOf(raw: Readonly<Record<string, unknown>>): string | null {
  const codes = raw['code'];
  if (!Array.isArray(codes)) return null;
  const own = (codes as { system?: unknown; code?: unknown }[]).find(
    ({ system, code }) =>
      typeof system === 'string' && SYSTEM.test(system) && typeof code === 'string',
  );
  return own ? String(own.code) : null;
}

/** The questions of a form that carry an indicator of the assessment; null where none does. */
export function nokItemsOf(form: Form): NokItems | null {
  const shares = new Map<ShareCode, string>();
  let wait: NokItems['wait'] = null;
  const scales = scalesOf(form);
  for (const { linkId, raw } of form.all) {
    const code = codeOf(raw);
    if (code === null || linkId === null) continue;
    if (Object.hasOwn(SHARES, code)) shares.set(code as ShareCode, linkId);
    const points = scales.get(linkId);
    if (code === WAIT && points) wait = { linkId, points };
  }
  return shares.size > 0 || wait ? { shares, wait } : null;
}
