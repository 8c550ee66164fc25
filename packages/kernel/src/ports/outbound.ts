/** The only way out to addresses that people or sources name: checks the address, then connects to just that one. */
export interface OutboundPort {
  /** @throws AppError forbidden (address or port refused), unavailable, body-too-large */
  fetch(
    url: string,
    options?: {
      method?: 'GET' | 'POST';
      headers?: Record<string, string>;
      body?: string;
      maxBytes?: number;
    },
  ): Promise<{ status: number; headers: Record<string, string>; body: Uint8Array }>;
  /**
   * The same guard for an answer too large to hold: its bytes come unpacked, piece by piece, and end with an error
   * when the answer was cut short, is larger than `maxBytes` or takes longer than `total_ms`.
   * @throws AppError as `fetch`, from the call or from the reading
   */
  open(url: string, options: OpenOptions): Promise<OpenedAnswer>;
}

export interface OpenOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the unpacked bytes. */
  readonly maxBytes: number;
  readonly total_ms: number;
}

export interface OpenedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
  /** For an answer whose body nobody reads. */
  readonly close: () => void;
}
