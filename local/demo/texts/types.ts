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
  /** how dates are written */
  readonly tag: string;
  /** time zones of those who write from elsewhere */
  readonly zones: readonly string[];
  /** what the shop's server signs of a customer: how often they have bought, and since when */
  readonly facts: (orders: number, since: number) => Readonly<Record<string, string>>;
  readonly topics: readonly Topic[];
  readonly notes: readonly string[];
  /** comments of those who were dissatisfied, and what came of looking into it */
  readonly bad: readonly { readonly comment: string; readonly outcome: string }[];
  readonly praise: readonly string[];
  readonly ivan: {
    /** his order beside what is known of every customer */
    readonly order: Readonly<Record<string, string>>;
    /** E.164, of nobody */
    readonly phone: string;
    readonly broken: string;
    readonly misheard: string;
    readonly protests: string;
    readonly sorry: string;
    readonly restated: string;
    readonly called: string;
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
  readonly snoozed: {
    readonly name: string;
    readonly asks: string;
    readonly answer: string;
    readonly note: string;
    readonly thanks: string;
  };
  readonly promised: {
    readonly name: string;
    readonly asks: string;
    readonly answer: string;
    readonly shows: string;
    /** a promise for 12:00 of a day, `24 November` */
    readonly promise: (day: string) => string;
    /** what was meant for {@link claimed} */
    readonly stray: string;
    readonly mistake: string;
    readonly apology: string;
    readonly forgives: string;
    readonly farewell: string;
  };
  /** Ivan's first chat, into which the invoice of `invoiced` went */
  readonly first: {
    readonly asks: string;
    readonly answer: string;
    readonly orders: string;
    readonly sends: string;
    readonly stray: string;
    readonly mistake: string;
    readonly apology: string;
    readonly outcome: string;
    readonly thanks: string;
    readonly farewell: string;
    readonly comment: string;
  };
  readonly invoiced: {
    readonly name: string;
    readonly asks: string;
    readonly answer: string;
    readonly told: string;
    readonly thanks: string;
    readonly farewell: string;
  };
  readonly neighbour: { readonly name: string; readonly asks: string; readonly answer: string };
}
