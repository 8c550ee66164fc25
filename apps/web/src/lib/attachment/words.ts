import type { Admission, Ages } from '@otklik/attachment';
import { m } from '@otklik/i18n';

/** Whether a clinic is open to somebody, in words. */
export function admissionWords({ state, places }: Pick<Admission, 'state' | 'places'>): string {
  if (state === 'may-attach')
    return places === null
      ? m.attachment_state_may_attach()
      : m.attachment_state_may_attach_places({ count: places });
  return {
    attached: m.attachment_state_attached,
    'takes-unattached': m.attachment_state_takes_unattached,
    'no-places': m.attachment_state_no_places,
    'referral-only': m.attachment_state_referral_only,
    unknown: m.attachment_state_unknown,
  }[state]();
}

export const agesWords = (ages: Ages): string =>
  ages === 'child' ? m.attachment_child() : m.attachment_adult();
