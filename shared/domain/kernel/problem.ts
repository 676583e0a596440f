/**
 * What is wrong with something a person has edited: where, what, and the words needed to say it. Errors keep it from being
 * saved, the last good one stays in force; warnings are shown beside it. The sentences are the screen's (two languages).
 */
export interface Problem<C extends string = string> {
  readonly level: 'error' | 'warning';
  readonly code: C;
  /** path into what was edited: `entries.3.people`, `ladders.unstaffed.steps.1` */
  readonly at: string;
  /** names, times and limits that the sentence mentions */
  readonly values?: Readonly<Record<string, string | number>>;
}
