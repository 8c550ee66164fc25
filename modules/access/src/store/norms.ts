import type { Tx } from '@otklik/kernel';
import { calendarOf, normFor } from '@otklik/registry';
import { plainWorkingDays, workingDayRule, type WorkingDay } from '@otklik/waits';
import type { NormClock } from '../norm.ts';
import { regionId } from './sources.ts';

const SPECIALISTS = 'specialist';

/** Guarantees of waits that hold on one day, by specialty; each is looked up once. */
export class NormsOnDay {
  readonly #tx: Tx;
  readonly #day: string;
  readonly #found = new Map<string, Omit<NormClock, 'zone'> | null>();
  #codes: ReadonlyMap<string, string> | undefined;
  #isWorking: WorkingDay | undefined;

  /** @param day a local date, `YYYY-MM-DD` */
  constructor(tx: Tx, day: string) {
    this.#tx = tx;
    this.#day = day;
  }

  /** Null where no norm holds on that day, or it names no limit: then nothing is broken and nothing is kept. */
  async of(specialty: string, zone: string): Promise<NormClock | null> {
    this.#codes ??= new Map(
      (await this.#tx.db.selectFrom('access_norm_codes').selectAll().execute()).map((row) => [
        row.specialty,
        row.norm_code,
      ]),
    );
    const code = this.#codes.get(specialty) ?? SPECIALISTS;
    let found = this.#found.get(code);
    if (found === undefined) {
      found = await this.#read(code);
      this.#found.set(code, found);
    }
    return found && { ...found, zone };
  }

  async #read(code: string): Promise<Omit<NormClock, 'zone'> | null> {
    const region = regionId(this.#tx);
    const row = await normFor(this.#tx, { service: code, region, on: this.#day });
    if (!row || row.limit === null) return null;
    const { unit } = row;
    if (
      unit !== 'minutes' &&
      unit !== 'hours' &&
      unit !== 'working-days' &&
      unit !== 'calendar-days'
    )
      return null;
    // Days off need a calendar; terms in hours do not.
    if (unit === 'working-days')
      this.#isWorking ??= workingDayRule((await calendarOf(this.#tx, region)).calendar);
    return {
      norm: {
        id: row.id,
        service: row.code,
        limit: Number(row.limit),
        unit,
        region: row.region,
        validFrom: row.validFrom,
        validTo: row.validTo,
      },
      isWorking: this.#isWorking ?? plainWorkingDays(),
    };
  }
}
