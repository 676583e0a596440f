/** What a customer may come with on an ordinary day. `{order}` is replaced by a number. */
export interface Topic {
  readonly asks: readonly string[];
  readonly answer: string;
  /** what comes after the answer, in some of the chats */
  readonly more?: { readonly asks: string; readonly answer: string };
}

/** All that is said in the demo, in one language. */
export interface Texts {
  /** "Svetlana, hello. …": how an operator begins, with and without a name */
  readonly greeting: (name: string | undefined) => string;
  /** first names of customers whom the shop vouches for */
  readonly customers: readonly string[];
  readonly topics: readonly Topic[];
  readonly notes: readonly string[];
  /** comments of those who were dissatisfied, and what came of looking into it */
  readonly bad: readonly { readonly comment: string; readonly outcome: string }[];
  readonly praise: readonly string[];
  readonly ivan: {
    readonly broken: string;
    readonly misheard: string;
    readonly protests: string;
    readonly restated: string;
    readonly confirms: string;
    readonly promised: string;
    readonly waits: string;
    readonly until: string;
    readonly note: string;
    readonly kept: string;
    readonly thanks: string;
    readonly farewell: string;
    readonly comment: string;
  };
  readonly claimed: {
    readonly name: string;
    readonly asks: string;
    readonly answer: string;
    readonly note: string;
  };
  readonly disputed: {
    readonly name: string;
    readonly asks: string;
    readonly answer: string;
    readonly thanks: string;
    readonly farewell: string;
    readonly comment: string;
    readonly note: string;
  };
  readonly night: {
    readonly name: string;
    readonly asks: string;
    readonly answer: string;
    readonly explains: string;
    readonly solution: string;
    readonly thanks: string;
    readonly farewell: string;
    readonly note: string;
    readonly comment: string;
  };
  readonly neighbour: { readonly name: string; readonly asks: string; readonly answer: string };
}
