import { type LocalClock, type TimeInText, timesIn } from '../kernel/times-in-text.ts';
import type { Millis } from '../kernel/types.ts';
import { sameWords, words } from '../kernel/words.ts';

/**
 * What is worth saying before a message goes out; the one place for it. Hard ones must be changed; a soft one is sent by
 * pressing again; an offer holds nothing up.
 */
export type Hint =
  | { readonly rule: 'elsewhere'; readonly level: 'hard' }
  | { readonly rule: 'emptySlot'; readonly level: 'hard'; readonly slot: string }
  | { readonly rule: 'tooLong'; readonly level: 'hard'; readonly by: number }
  /** another customer's name, address or number stands in the text */
  | { readonly rule: 'otherCustomer'; readonly level: 'soft'; readonly found: string; readonly conversation: string }
  | { readonly rule: 'looksLikeNote'; readonly level: 'soft'; readonly found: string }
  | { readonly rule: 'wroteMeanwhile'; readonly level: 'soft' }
  | { readonly rule: 'sameAgain'; readonly level: 'soft' }
  | { readonly rule: 'unchangedTemplate'; readonly level: 'soft' }
  | { readonly rule: 'promise'; readonly level: 'offer'; readonly time: TimeInText };

/** What is about to be sent, and for whom it was begun. */
export interface OutgoingDraft {
  readonly text: string;
  readonly conversation: string;
  readonly customer: string;
  /** the canned reply it was begun with, as it stood there */
  readonly template?: string;
  /** its writer has said by name that it is for this customer after all */
  readonly confirmed?: boolean;
}

/** What can tell one customer from another in a text. */
export interface Known {
  readonly conversation: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly orders?: readonly string[];
}

/** What the rules look at besides the draft. */
export interface SendContext {
  readonly conversation: string;
  readonly customer: string;
  /** what is known of this customer: his own name is no mistake */
  readonly own?: Omit<Known, 'conversation'>;
  /** customers of the other chats that are open on this desk */
  readonly others: readonly Known[];
  /** names that anybody may say: the team's */
  readonly team?: readonly string[];
  /** texts this side has sent in the chat */
  readonly sent: readonly string[];
  /** when the customer's newest message came; null before the first */
  readonly customerWroteAt: Millis | null;
  /** when the draft was last changed */
  readonly editedAt: Millis;
  readonly clock: LocalClock;
  /** longest text of a message, in characters */
  readonly maxLength: number;
}

/** A customer's message this fresh (ms) may not have been seen by who is about to press "send". */
const FRESH = 4_000;

/** Hints about a draft that is about to be sent, worst first. The screen shows one. */
export function beforeSend(draft: OutgoingDraft, context: SendContext): readonly Hint[] {
  const { text } = draft;
  const { clock, customerWroteAt, editedAt, maxLength } = context;
  const hints: (Hint | null)[] = [
    isElsewhere(draft, context) ? { rule: 'elsewhere', level: 'hard' } : null,
    emptySlot(text),
    text.length > maxLength ? { rule: 'tooLong', level: 'hard', by: text.length - maxLength } : null,
    otherCustomer(text, context),
    looksLikeNote(text),
    customerWroteAt !== null && customerWroteAt > editedAt && clock.now - customerWroteAt < FRESH
      ? { rule: 'wroteMeanwhile', level: 'soft' }
      : null,
    context.sent.some((one) => sameWords(one, text)) ? { rule: 'sameAgain', level: 'soft' } : null,
    draft.template !== undefined && sameWords(draft.template, text)
      ? { rule: 'unchangedTemplate', level: 'soft' }
      : null,
    promise(text, clock),
  ];
  return hints.filter((hint) => hint !== null);
}

const isElsewhere = ({ conversation, customer, confirmed }: OutgoingDraft, context: SendContext): boolean =>
  confirmed !== true && (conversation !== context.conversation || customer !== context.customer);

/** A slot of a canned reply, `{{name}}`, that nobody has filled. */
function emptySlot(text: string): Hint | null {
  const [slot] = /\{\{[^{}]*\}\}/.exec(text) ?? [];
  return slot === undefined ? null : { rule: 'emptySlot', level: 'hard', slot };
}

/** How colleagues talk to each other about a customer, and customers are never spoken to. */
const NOTES: readonly RegExp[] = [
  /^\s*(?:заметка|для себя|для коллег|коллеги|внутреннее|не отправлять|note to self|note|internal|fyi|team)(?=\s*[:,—-])/iu,
  /(?<!\p{L})(?:не говори\p{L}*|не пиши\p{L}*|не сообщай\p{L}*)\s+(?:ему|ей|им|клиент\p{L}*|покупател\p{L}*)(?!\p{L})/iu,
  /(?<!\p{L})(?:don[’']?t|do not)\s+tell\s+(?:him|her|them|the\s+(?:customer|client))(?!\p{L})/iu,
  /(?<!\p{L})(?:клиент|клиентка|покупатель)\s+(?:пишет|говорит|жалуется|хочет|просит|злится|опять|снова|неадекват\p{L}*|ругается|врёт|врет)(?!\p{L})/iu,
  /(?<!\p{L})(?:the\s+)?(?:customer|client)\s+(?:says|writes|wants|complains|is\s+(?:angry|upset|lying|wrong))(?!\p{L})/iu,
  /(?:^|\s)@\p{L}[\p{L}\p{N}._-]*/u,
];

function looksLikeNote(text: string): Hint | null {
  for (const pattern of NOTES) {
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return { rule: 'looksLikeNote', level: 'soft', found: found.trim() };
  }
  return null;
}

/** Shorter numbers stand for anything: a price, a year, a street. */
const LEAST_DIGITS = 5;
const digits = (text: string): string => text.replace(/\D/g, '');

/** Something in the text belongs to a customer of another open chat, and not to this one. */
function otherCustomer(text: string, { others, own, team = [] }: SendContext): Hint | null {
  const said = words(text).split(' ');
  const lower = text.toLowerCase();
  const numbers = [...text.matchAll(/\+?\d[\d\s()-]*\d/g)].map(([number]) => digits(number));
  const ownNames = [own?.name, ...team].flatMap((name) => (name === undefined ? [] : namesOf(name)));
  const ownNumbers = [own?.phone, ...(own?.orders ?? [])].map((number) => digits(number ?? ''));
  for (const { conversation, name, email, phone, orders = [] } of others) {
    const hit = (found: string): Hint => ({ rule: 'otherCustomer', level: 'soft', found, conversation });
    if (email && email.toLowerCase() !== own?.email?.toLowerCase() && lower.includes(email.toLowerCase()))
      return hit(email);
    const number = [phone, ...orders].find((one) => {
      const wanted = digits(one ?? '').slice(-10);
      if (wanted.length < LEAST_DIGITS || ownNumbers.some((mine) => mine.endsWith(wanted))) return false;
      return numbers.some((each) => (one === phone ? each.endsWith(wanted) : each === wanted));
    });
    if (number !== undefined) return hit(number);
    const theirs = namesOf(name ?? '').filter((one) => !ownNames.some((mine) => isForm(mine, one)));
    const called = theirs.find((one) => said.some((word) => isForm(word, one)));
    if (called !== undefined) return hit(name ?? called);
  }
  return null;
}

/** The names in a name, long enough to be one; "Гость" and "Guest" are nobody's. */
const namesOf = (name: string): readonly string[] =>
  words(name)
    .split(' ')
    .filter((one) => one.length >= 3 && !/^\d+$/.test(one) && !NOBODY.has(one));
const NOBODY = new Set(['гость', 'guest']);

/** Whether a word is a name in some case of Russian: "Ольге" is "Ольга". In other scripts only the name itself is. */
function isForm(word: string, name: string): boolean {
  if (word === name) return true;
  if (!/^[а-я]+$/.test(name)) return word === `${name}s`;
  const stem = name.replace(/[аяйьео]$/, '');
  return stem.length >= 3 && word.startsWith(stem) && CASES.has(word.slice(stem.length));
}
const CASES = new Set([
  'а',
  'у',
  'ом',
  'ем',
  'е',
  'ы',
  'и',
  'ой',
  'ей',
  'ою',
  'ею',
  'я',
  'ю',
  'ь',
  'й',
  'ым',
  'ого',
  'ому',
]);

function promise(text: string, clock: LocalClock): Hint | null {
  const [time] = timesIn(text, clock);
  return time ? { rule: 'promise', level: 'offer', time } : null;
}
