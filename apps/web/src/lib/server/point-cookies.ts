import { localizePath } from '@otklik/i18n';
import type { Cookies } from '@sveltejs/kit';

/** Once in a browser's session a poster is answered; nothing of the browser is looked at beside this. */
const SAID = 'otklik_said';
const RECEIPT = 'otklik_said_receipt';
/** Which point a tablet stands for. Sent to the hall's own pages alone. */
const TABLET = 'otklik_tablet';
const RECEIPT_SHOWN_s = 15 * 60;
const TABLET_KEPT_s = 365 * 86_400;
const DEVICE = /^[\w-]{43}$/;

function set(
  cookies: Cookies,
  section: string,
  name: string,
  value: string,
  maxAge?: number,
): void {
  for (const path of [section, localizePath(section, 'en')])
    cookies.set(name, value, {
      path,
      httpOnly: true,
      sameSite: section === '/hall' ? 'strict' : 'lax',
      ...(maxAge === undefined ? {} : { maxAge }),
    });
}

export function keepSaid(cookies: Cookies, code: string, receipt: string): void {
  set(cookies, '/s', SAID, code);
  set(cookies, '/s', RECEIPT, receipt, RECEIPT_SHOWN_s);
}
export const hasSaid = (cookies: Cookies, code: string): boolean => cookies.get(SAID) === code;
export const saidReceipt = (cookies: Cookies): string | null => cookies.get(RECEIPT) ?? null;

export const keepTablet = (cookies: Cookies, device: string): void =>
  set(cookies, '/hall', TABLET, device, TABLET_KEPT_s);
/** The secret of the tablet that asks; null for a device that is not one. */
export function tabletOf(cookies: Cookies): string | null {
  const device = cookies.get(TABLET) ?? '';
  return DEVICE.test(device) ? device : null;
}

const HALL_RECEIPT = 'otklik_hall_receipt';
/** A screen that others come to shows a receipt for half a minute. */
export const HALL_RECEIPT_SHOWN_s = 30;
export const keepHallReceipt = (cookies: Cookies, receipt: string): void =>
  set(cookies, '/hall', HALL_RECEIPT, receipt, HALL_RECEIPT_SHOWN_s);
export const hallReceipt = (cookies: Cookies): string | null => cookies.get(HALL_RECEIPT) ?? null;
