/** Counts what happens, for whoever watches the installation. Labels are codes and names, never ids of people. */
export interface Meter {
  count(name: string, labels: Readonly<Record<string, string>>): void;
}
