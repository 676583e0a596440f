/** For whom a draft was begun. Fixed with its first letter: the server refuses it in any other conversation. */
export interface DraftFor {
  readonly conversation: string;
  readonly customer: string;
}
export interface Draft extends DraftFor {
  readonly text: string;
}
