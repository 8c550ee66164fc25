/**
 * What every cookie of ours has: out of scripts' reach, sent along when another page leads here, and `Secure`
 * but in demo mode, which is plain http on this machine's own names: such a cookie would never come back there.
 */
export const cookieOptions = (url: URL) =>
  ({ httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' }) as const;
