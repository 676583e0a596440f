/** What a conversation needs of the world besides its log. */

/** How far each side has read, and how far what was not read at once has come to a client of the customer's; 0: not at all. */
export interface Marks {
  readonly customer: number;
  readonly operator: number;
  readonly delivered: number;
}

export interface ReadMarks {
  /** Moves a mark forward only. */
  mark(workspace: string, conversation: string, mark: keyof Marks, seq: number): Promise<void>;
  of(workspace: string, conversation: string): Promise<Marks>;
}
