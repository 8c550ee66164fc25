const LINK_max = 500;

/**
 * A deep link with who led the patient there and to which slot; query and fragment stay. Doubled slashes in a path
 * are left as they are: some servers mean them. Null: not a link a patient may be sent to.
 */
export function bookingLink(link: string, publicUrl: string, referral: string): string | null {
  const url = URL.parse(link);
  if (!url || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null;
  url.searchParams.set('source', publicUrl);
  url.searchParams.set('booking-referral', referral);
  return url.href.length <= LINK_max ? url.href : null;
}
