/** For whom a draft was begun. Fixed with its first letter: it can be sent to nobody else (M2). */
export interface DraftFor {
  readonly conversation: string;
  readonly customer: string;
}
export interface Draft extends DraftFor {
  readonly text: string;
}
