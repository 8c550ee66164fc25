import { SERVICES } from '@otklik/surveys';

const SECTORS: ReadonlyMap<string, string> = new Map(
  Object.entries(SERVICES).flatMap(([sector, codes]) =>
    codes.map((code): [string, string] => [code, sector]),
  ),
);

/** The sector a service belongs to. */
export const sectorOf = (service: string): string | undefined => SECTORS.get(service);
