/** What a visit was for, by sector: the words of letters and pages follow from the code. Never a doctor or department. */
export const SERVICES = {
  health: ['doctor-visit', 'home-visit', 'tests', 'vaccination', 'check-up'],
  rehabilitation: ['rehabilitation-course'],
  school: ['school-enrolment'],
  kindergarten: ['kindergarten-enrolment'],
  sport: ['sports-section'],
  social: ['social-service'],
} as const satisfies Record<string, readonly string[]>;

const known: ReadonlySet<string> = new Set(
  Object.entries(SERVICES).flatMap(([sector, codes]) => codes.map((code) => `${sector}/${code}`)),
);

export const isService = (sector: string, code: string): boolean => known.has(`${sector}/${code}`);
