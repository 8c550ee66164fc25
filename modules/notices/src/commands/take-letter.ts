import { defineCommand, type Letter } from '@otklik/kernel';
import { alertTicket } from '../alert-ticket.ts';
import { onlyDelivery } from '../policy.ts';
import { linkTo, renderLetter } from '../render.ts';
import { letterRef } from '../schema.ts';
import { addressOf, leaseLetter, settleLetter } from '../store.ts';
import type { CaseLetter, TemplateData } from '../templates.ts';
import { isTemplate, wordsOf } from '../words.ts';

/** Leases a letter and gives it ready to post; null when it is not ours to send (any more). */
export const takeLetter = defineCommand({
  name: 'notices.take-letter',
  input: letterRef,
  policy: onlyDelivery,
  async handle({ app, tx, input }): Promise<{ letter: Letter; fence: number } | null> {
    const leased = await leaseLetter(tx, input.letterId);
    if (!leased) return null;
    const address = await addressOf(tx, leased.contact_id);
    const { template, fence } = leased;
    if (!address || !isTemplate(template)) {
      // Erased meanwhile: nobody is left to write to.
      await settleLetter(tx, { id: input.letterId, fence, delivery: 'refused' });
      return null;
    }
    const { email } = address;
    const data = leased.data as unknown as TemplateData[typeof template];
    const { locale = address.locale } = data as TemplateData['sign-in-link'];
    const path = leased.secret ?? (data as CaseLetter).path;
    const link = linkTo(app.settings.publicUrl, path, locale);
    const words = wordsOf(template, data, locale, tx.now);
    const { alertId } = data as Partial<TemplateData['wait-place-freed']>;
    const { publicUrl } = app.settings;
    // Letters that come again are stopped by a link, and by one press of a mail program's button.
    const ticket = alertId ? alertTicket(app.ports.keys, alertId) : null;
    const stopLink = ticket ? linkTo(publicUrl, `/access/alerts/stop/${ticket}`, locale) : null;
    const rendered = renderLetter(stopLink ? { ...words, stopLink } : words, link, locale);
    const unsubscribe = ticket ? new URL(`/list-unsubscribe/${ticket}`, publicUrl).href : null;
    return {
      letter: {
        id: input.letterId,
        to: email,
        locale,
        ...rendered,
        ...(unsubscribe ? { unsubscribe } : {}),
      },
      fence,
    };
  },
  audit: ({ input }) => ({ object: `letter:${input.letterId}` }),
});
