import type { ColumnType } from 'kysely';
import type { Timestamp } from '@otklik/db';

declare module '@otklik/db' {
  interface Tables {
    wait_norm_breaches: {
      region_id: string;
      clinic_id: string;
      specialty: string;
      began_at: Timestamp;
      noticed_at: Timestamp;
      ended_at: ColumnType<Date | null, Date | null | undefined, Date | null>;
      norm_id: string;
    };
    wait_norm_told: { region_id: string; fact: string; told_at: Timestamp };
  }
}
