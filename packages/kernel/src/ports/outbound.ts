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
}
