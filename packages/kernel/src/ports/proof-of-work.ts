/** A puzzle for an anonymous sender's browser, bound to one action, valid for minutes. */
export interface Challenge {
  readonly algorithm: string;
  readonly challenge: string;
  readonly salt: string;
  readonly signature: string;
  readonly maxnumber: number;
}

export interface ProofOfWorkPort {
  challenge(action: string, now: Date): Promise<Challenge>;
  /**
   * The id of a solved challenge and its end, for the table of spent ones; null when the solution is
   * wrong, foreign, for another action or expired.
   */
  verify(
    action: string,
    solution: string,
    now: Date,
  ): Promise<{ id: string; expiresAt: Date } | null>;
}
