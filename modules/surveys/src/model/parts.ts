const GSM =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
/** Written with an escape, so they take two places. */
const GSM_TWO = '^{}\\[~]|€';

/** Places in one message, and in each part of a longer one, which has a header. */
const PLACES = { gsm: [160, 153], wide: [70, 67] } as const;

/**
 * How many parts a text message takes, which is what it costs: 160 places of the GSM alphabet, or 70 of any other
 * (Cyrillic); 153 or 67 in each where there are several.
 */
export function partsOf(text: string): number {
  const signs = [...text];
  const isGsm = signs.every((sign) => GSM.includes(sign) || GSM_TWO.includes(sign));
  const [one, each] = isGsm ? PLACES.gsm : PLACES.wide;
  // In UCS-2 a sign beyond the first plane takes two places.
  const places = isGsm
    ? signs.reduce((sum, sign) => sum + (GSM_TWO.includes(sign) ? 2 : 1), 0)
    : text.length;
  if (places <= one) return 1;
  return Math.ceil(places / each);
}
