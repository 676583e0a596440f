/** Everything the client waits for, in milliseconds. The numbers are the contract's (docs/PROTOCOL.md, delivery). */
export const TIMING = {
  /** ticket, handshake and `welcome` together; then the attempt has failed */
  attempt: 10_000,
  backoffBase: 500,
  backoffCap: 20_000,
  /** a socket that lived this long begins the backoff anew: one that is dropped at once must not be retried at once */
  steady: 10_000,
  /** what is not answered is sent again, at first after this long */
  resend: 3_000,
  late: 10_000,
  pong: 10_000,
  typing: 6_000,
  /** at most one `typing` per conversation in this time */
  typingEvery: 3_000,
  /** the gateway ends a socket after 2 h: a new one is opened before, spread over 10 minutes */
  rotate: 110 * 60_000,
  rotateSpread: 10 * 60_000,
  rotateRetry: 30_000,
  /** a colleague is shown as looking on for so long after saying so; said again, while there is one, with a beat after so long */
  viewing: 150_000,
  viewingEvery: 60_000,
  /** heartbeats: operators (presence lease 75 s), customers with the chat on screen, and without (gateway idle limit 10 min) */
  beatOperator: 25_000,
  beatActive: 60_000,
  beatIdle: 300_000,
  /** the least time between two comparisons of the inbox: every second beat of an operator, and the first after a sleep */
  compareInbox: 45_000,
} as const;

/** Conversations a `ping` can name. */
export const PING_SEQS = 50;

/** Wait before the `tries`-th resend of something unanswered. */
export const resendDelay = (tries: number): number =>
  Math.min(TIMING.backoffCap, TIMING.resend * 2 ** Math.max(0, tries - 1));
/** Wait after an answer that says "again later": grows, spread over its half. */
export const retryDelay = (tries: number, random: number): number =>
  Math.ceil(Math.min(TIMING.backoffCap, TIMING.backoffBase * 2 ** tries) * (0.5 + random / 2));
