import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/policy.ts';
import { customerOf, type Frame, newId, openSession, operatorOf, type RawSocket, rawSocket } from '../support/drive.ts';
import { eventually, startTestStack, type TestStack } from '../support/stack.ts';
import type { TestWorkspace } from '../support/workspaces.ts';

/**
 * What no client of ours would send, at the doors of the real stack: each frame gets its code, with its own id where it
 * has one, and the table is afterwards, item by item, what it was before.
 */
let stack: TestStack;
let workspace: TestWorkspace;
/** Ivan's conversation, open and answered by Oleg */
let chat: string;
let ivan: RawSocket;
let eve: RawSocket;
let oleg: RawSocket;
let maria: RawSocket;
let customer: string;
const stops: (() => void)[] = [];

beforeAll(async () => {
  stack = await startTestStack();
  workspace = await stack.workspace({ policy: DEFAULT_POLICY });
  const operator = await operatorOf(stack, workspace, 'oleg');
  const person = await customerOf(stack, workspace);
  stops.push(operator.stop, person.stop);
  chat = person.conversation;
  customer = person.id;
  person.say('The coffee machine leaks.');
  await eventually(() => operator.client.state.inbox.cards.has(chat));
  operator.client.watch(chat);
  operator.ask(chat, 'conversation.claim');
  operator.say(chat, 'Since when?');
  await eventually(() => person.texts().length === 2);
  // Nothing but frames changes anything from now on.
  await stack.projected();
  for (const part of ['queue', 'executions', 'schedules'] as const) stack.faults.pause(part);
  const outsider = await customerOf(stack, workspace);
  const colleague = await operatorOf(stack, workspace, 'maria');
  stops.push(outsider.stop, colleague.stop);
  [ivan, eve, oleg, maria] = (await Promise.all(
    [person, outsider, operator, colleague].map(({ bearer }) => rawSocket(stack, bearer)),
  )) as [RawSocket, RawSocket, RawSocket, RawSocket];
  for (const socket of [ivan, eve, oleg, maria]) await socket.exchange({ type: 'hello', id: newId(), version: 1 });
});
afterAll(async () => {
  for (const socket of [ivan, eve, oleg, maria]) socket?.close();
  for (const stop of stops) stop();
  await stack?.stop();
});

type Who = 'ivan' | 'eve' | 'oleg' | 'maria';
const socketOf = (who: Who): RawSocket => ({ ivan, eve, oleg, maria })[who];

/** What is wrong, who sends it, what is sent, the code it gets. A function makes frames that name what only exists later. */
type Row = readonly [what: string, who: Who, frame: string | (() => Frame), code: string];

const id = (): string => newId();
const post = (fields: Frame = {}): Frame => ({
  type: 'message.post',
  id: id(),
  conversation: chat,
  after: 3,
  text: 'x',
  ...fields,
});
const without = (frame: Frame, field: string): Frame =>
  Object.fromEntries(Object.entries(frame).filter(([name]) => name !== field));
const reply = (fields: Frame = {}): Frame => post({ draft: { conversation: chat, customer }, ...fields });
/** For whom Oleg writes. */
const mine = (): Frame => ({ conversation: chat, customer });
const to = (type: string, fields: Frame = {}): Frame => ({ type, id: id(), conversation: chat, after: 3, ...fields });
const keep = (fields: Frame = {}): Frame => ({
  type: 'draft.keep',
  id: id(),
  conversation: chat,
  kind: 'message',
  draft: { ...mine(), text: 'x' },
  since: 0,
  ...fields,
});

const notJson: readonly Row[] = [
  ['an empty frame', 'ivan', ' ', 'invalid_json'],
  ['a word', 'ivan', 'hello', 'invalid_json'],
  ['an object that is not closed', 'ivan', '{"type":"hello"', 'invalid_json'],
  ['two objects in one frame', 'ivan', '{"type":"typing"}{"type":"typing"}', 'invalid_json'],
  ['JavaScript instead of JSON', 'ivan', "{type:'hello'}", 'invalid_json'],
  ['a comment', 'oleg', '/* hi */ {"type":"hello"}', 'invalid_json'],
  ['a NUL byte', 'oleg', '\u0000', 'invalid_json'],
  ['not a number', 'ivan', 'NaN', 'invalid_json'],
];

const notAFrame: readonly Row[] = [
  ['null', 'ivan', 'null', 'invalid_frame'],
  ['a number', 'ivan', '42', 'invalid_frame'],
  ['a string', 'ivan', '"message.post"', 'invalid_frame'],
  ['an array', 'ivan', '[{"type":"hello"}]', 'invalid_frame'],
  ['an empty object', 'ivan', '{}', 'invalid_frame'],
  ['no type', 'ivan', () => without(post(), 'type'), 'invalid_frame'],
  ['a type that is a number', 'ivan', () => post({ type: 7 }), 'invalid_frame'],
  ['a type that is null', 'oleg', () => post({ type: null }), 'invalid_frame'],
  ['a type that is an object', 'oleg', () => post({ type: { literal: 'message.post' } }), 'invalid_frame'],
];

const unknown: readonly Row[] = [
  ['a type of nobody', 'ivan', () => post({ type: 'message.shout' }), 'unknown_type'],
  ['a type in capitals', 'ivan', () => post({ type: 'MESSAGE.POST' }), 'unknown_type'],
  ['an empty type', 'ivan', () => post({ type: '' }), 'unknown_type'],
  ['a type that every object has', 'ivan', () => post({ type: 'constructor' }), 'unknown_type'],
  ['a type that is every object’s prototype', 'ivan', () => post({ type: '__proto__' }), 'unknown_type'],
  ['an event instead of a command', 'ivan', () => post({ type: 'message.posted' }), 'unknown_type'],
  ['a frame of the server’s', 'ivan', () => post({ type: 'commit' }), 'unknown_type'],
];

/** Each is a command of the other door: on this one there is no such thing. */
const outOfRole: readonly Row[] = [
  ['a customer claims', 'ivan', () => to('conversation.claim'), 'unknown_type'],
  ['a customer writes a note', 'ivan', () => to('note.post', { text: 'x' }), 'unknown_type'],
  ['a customer watches the inbox', 'ivan', () => ({ type: 'inbox.watch', id: id() }), 'unknown_type'],
  [
    'a customer watches a conversation',
    'ivan',
    () => ({ type: 'conversation.watch', id: id(), conversation: chat, since: 0, notes: 0 }),
    'unknown_type',
  ],
  [
    'a customer sets a presence',
    'ivan',
    () => ({ type: 'presence.set', id: id(), state: 'available' }),
    'unknown_type',
  ],
  ['a customer raises an alarm', 'ivan', () => ({ type: 'alarm.raise', id: id(), reason: 'fire' }), 'unknown_type'],
  [
    'a customer acknowledges a page',
    'ivan',
    () => ({ type: 'page.acknowledge', id: id(), ladder: 'oncall', episode: 1 }),
    'unknown_type',
  ],
  ['a customer takes a message back', 'ivan', () => to('message.recall', { seq: 3, reason: 'other' }), 'unknown_type'],
  ['a customer puts a chat aside', 'ivan', () => to('conversation.snooze', { until: null }), 'unknown_type'],
  ['a customer settles a promise', 'ivan', () => to('promise.settle', { outcome: 'kept' }), 'unknown_type'],
  ['a customer records a mistake', 'ivan', () => to('incident.open', { kind: 'forgotten', note: 'x' }), 'unknown_type'],
  ['a customer says what is on the screen', 'ivan', () => ({ type: 'viewing', conversation: chat }), 'unknown_type'],
  ['a customer keeps a draft', 'ivan', () => keep(), 'unknown_type'],
  ['a customer counts mistakes', 'ivan', () => ({ type: 'mistakes', id: id() }), 'unknown_type'],
  [
    'a customer searches in chats',
    'ivan',
    () => ({ type: 'conversations.search', id: id(), text: 'card' }),
    'unknown_type',
  ],
  ['a customer reads a card', 'ivan', () => ({ type: 'customer.card', id: id(), customer }), 'unknown_type'],
  [
    'an operator says yes for the customer',
    'oleg',
    () => to('understanding.answer', { seq: 3, yes: true }),
    'unknown_type',
  ],
  ['an operator takes a call back', 'oleg', () => to('callback.cancel'), 'unknown_type'],
  ['an operator says what came', 'oleg', () => ({ type: 'delivered', conversation: chat, seq: 3 }), 'unknown_type'],
  ['an operator asks to be called', 'oleg', () => to('callback.request', { phone: '+79123456789' }), 'unknown_type'],
  ['a customer closes a review', 'ivan', () => to('review.close', { outcome: 'fine' }), 'unknown_type'],
  ['an operator rates', 'oleg', () => to('conversation.rate', { score: 'excellent' }), 'unknown_type'],
  ['an operator says that it is solved', 'oleg', () => to('solved.answer', { solved: true }), 'unknown_type'],
  ['an operator calls a person', 'oleg', () => to('human.request'), 'unknown_type'],
  ['an operator disputes', 'oleg', () => to('answer.dispute'), 'unknown_type'],
];

const wrongFields: readonly Row[] = [
  ['no id', 'ivan', () => without(post(), 'id'), 'invalid_frame'],
  ['an id that is too short', 'ivan', () => post({ id: 'short' }), 'invalid_frame'],
  ['an id with other characters', 'ivan', () => post({ id: 'id with spaces and ünïcode' }), 'invalid_frame'],
  ['an id that is a number', 'ivan', () => post({ id: 1234567890123456 }), 'invalid_frame'],
  ['no conversation', 'ivan', () => without(post(), 'conversation'), 'invalid_frame'],
  ['a conversation that is a path', 'ivan', () => post({ conversation: '../../../etc/passwd' }), 'invalid_frame'],
  [
    'a conversation with the key’s separator',
    'ivan',
    () => post({ conversation: `${'x'.repeat(16)}#C#other` }),
    'invalid_frame',
  ],
  ['no seq to follow', 'ivan', () => without(post(), 'after'), 'invalid_frame'],
  ['a negative seq', 'ivan', () => post({ after: -1 }), 'invalid_frame'],
  ['half a seq', 'ivan', () => post({ after: 0.5 }), 'invalid_frame'],
  ['a seq beyond all numbers', 'ivan', () => post({ after: 1e300 }), 'invalid_frame'],
  ['a seq in words', 'ivan', () => post({ after: '3' }), 'invalid_frame'],
  ['no text', 'ivan', () => without(post(), 'text'), 'invalid_frame'],
  ['an empty text', 'ivan', () => post({ text: '' }), 'invalid_frame'],
  ['a text of spaces', 'ivan', () => post({ text: ' \n\t ' }), 'invalid_frame'],
  ['a text with a control character', 'ivan', () => post({ text: 'a\u0000b' }), 'invalid_frame'],
  ['a text that is too long', 'ivan', () => post({ text: 'x'.repeat(5_001) }), 'invalid_frame'],
  ['a text that is an object', 'ivan', () => post({ text: { $ne: null } }), 'invalid_frame'],
  ['a field nobody knows', 'ivan', () => post({ urgent: true }), 'invalid_frame'],
  ['a workspace in the frame', 'ivan', () => post({ workspace: 'another' }), 'invalid_frame'],
  ['a role in the frame', 'ivan', () => post({ role: 'lead' }), 'invalid_frame'],
  [
    'a prototype in the frame',
    'ivan',
    '{"type":"typing","conversation":"0123456789abcdef","__proto__":{"role":"lead"}}',
    'invalid_frame',
  ],
  ['a score that does not exist', 'ivan', () => to('conversation.rate', { score: 'horrible' }), 'invalid_frame'],
  ['a choice that does not exist', 'ivan', () => to('human.request', { choice: 'never' }), 'invalid_frame'],
  ['"solved" in words', 'ivan', () => to('solved.answer', { solved: 'yes' }), 'invalid_frame'],
  [
    'a log that does not exist',
    'ivan',
    () => ({ type: 'sync', id: id(), conversation: chat, log: 'secrets', since: 0 }),
    'invalid_frame',
  ],
  [
    'more history than a page',
    'ivan',
    () => ({ type: 'history', id: id(), conversation: chat, log: 'conversation', before: null, limit: 5_000 }),
    'invalid_frame',
  ],
  [
    'a heartbeat for too many conversations',
    'ivan',
    () => ({ type: 'ping', id: id(), seqs: Object.fromEntries(Array.from({ length: 51 }, () => [newId(), 1])) }),
    'invalid_frame',
  ],
  ['a heartbeat for no conversation’s id', 'oleg', () => ({ type: 'ping', id: id(), seqs: { x: 1 } }), 'invalid_frame'],
  ['a reply without its draft', 'oleg', () => post(), 'invalid_frame'],
  ['a draft with half of whom it is for', 'oleg', () => reply({ draft: { conversation: chat } }), 'invalid_frame'],
  [
    'a presence that does not exist',
    'oleg',
    () => ({ type: 'presence.set', id: id(), state: 'asleep' }),
    'invalid_frame',
  ],
  ['an alarm without a reason', 'oleg', () => ({ type: 'alarm.raise', id: id(), reason: '' }), 'invalid_frame'],
  [
    'an alarm with a novel',
    'oleg',
    () => ({ type: 'alarm.raise', id: id(), reason: 'x'.repeat(501) }),
    'invalid_frame',
  ],
  [
    'a page without its number',
    'oleg',
    () => ({ type: 'page.acknowledge', id: id(), ladder: 'oncall' }),
    'invalid_frame',
  ],
  ['a draft confirmed in words', 'oleg', () => reply({ draft: { ...mine(), confirmed: 'yes' } }), 'invalid_frame'],
  ['a draft that was not confirmed', 'oleg', () => reply({ draft: { ...mine(), confirmed: false } }), 'invalid_frame'],
  ['a snooze until some day', 'oleg', () => to('conversation.snooze', { until: 'tomorrow' }), 'invalid_frame'],
  ['a snooze until before all time', 'oleg', () => to('conversation.snooze', { until: -1 }), 'invalid_frame'],
  ['a snooze until nothing', 'oleg', () => to('conversation.snooze'), 'invalid_frame'],
  ['a promise without its time', 'oleg', () => to('promise.make', { text: 'x', draft: mine() }), 'invalid_frame'],
  ['a promise for nobody', 'oleg', () => to('promise.make', { text: 'x', due: Date.now() + 90_000 }), 'invalid_frame'],
  ['a promise that was broken by hand', 'oleg', () => to('promise.settle', { outcome: 'broken' }), 'invalid_frame'],
  ['a recall without a reason', 'oleg', () => to('message.recall', { seq: 3 }), 'invalid_frame'],
  ['a recall for no reason we know', 'oleg', () => to('message.recall', { seq: 3, reason: 'mood' }), 'invalid_frame'],
  ['a recall of half a message', 'oleg', () => to('message.recall', { seq: 2.5, reason: 'other' }), 'invalid_frame'],
  ['a wording of nothing', 'oleg', () => to('understanding.propose', { text: ' ', draft: mine() }), 'invalid_frame'],
  [
    'a wording like a novel',
    'oleg',
    () => to('understanding.propose', { text: 'x'.repeat(501), draft: mine() }),
    'invalid_frame',
  ],
  ['half a yes', 'ivan', () => to('understanding.answer', { seq: 3, yes: 0.5 }), 'invalid_frame'],
  ['a number as a number', 'ivan', () => to('callback.request', { phone: 79123456789 }), 'invalid_frame'],
  ['a call taken back with a number', 'ivan', () => to('callback.cancel', { phone: '+79123456789' }), 'invalid_frame'],
  ['nothing that came', 'ivan', () => ({ type: 'delivered', conversation: chat }), 'invalid_frame'],
  ['half a message that came', 'ivan', () => ({ type: 'delivered', conversation: chat, seq: 0.5 }), 'invalid_frame'],
  ['what came, as a command', 'ivan', () => to('delivered', { seq: 3 }), 'invalid_frame'],
  ['a call that ended somehow', 'oleg', () => to('callback.done', { outcome: 'perhaps' }), 'invalid_frame'],
  [
    'a mistake of another kind',
    'oleg',
    () => to('incident.open', { after: 0, kind: 'theirs', note: 'x' }),
    'invalid_frame',
  ],
  [
    'a mistake that touches everybody',
    'oleg',
    () => to('incident.open', { after: 0, kind: 'wrong_chat', note: 'x', also: Array.from({ length: 10 }, newId) }),
    'invalid_frame',
  ],
  [
    'a mistake that touches one twice',
    'oleg',
    () => to('incident.open', { after: 0, kind: 'wrong_chat', note: 'x', also: [chat, chat] }),
    'invalid_frame',
  ],
  ['a draft of no kind', 'oleg', () => keep({ kind: 'poem' }), 'invalid_frame'],
  ['a draft that goes back to nothing we know', 'oleg', () => without(keep(), 'since'), 'invalid_frame'],
  ['a draft from before all time', 'oleg', () => keep({ since: -1 }), 'invalid_frame'],
  ['a draft that is only a text', 'oleg', () => keep({ draft: 'x' }), 'invalid_frame'],
  ['a draft for half of somebody', 'oleg', () => keep({ draft: { conversation: chat, text: 'x' } }), 'invalid_frame'],
  ['a draft of spaces', 'oleg', () => keep({ draft: { ...mine(), text: ' ' } }), 'invalid_frame'],
  ['a draft like a novel', 'oleg', () => keep({ draft: { ...mine(), text: 'x'.repeat(5_001) } }), 'invalid_frame'],
  ['a draft in somebody’s name', 'oleg', () => keep({ operator: 'maria' }), 'invalid_frame'],
  ['no conversation on the screen', 'oleg', () => ({ type: 'viewing', conversation: '' }), 'invalid_frame'],
  ['two on the screen', 'oleg', () => ({ type: 'ping', id: id(), seqs: {}, open: [chat] }), 'invalid_frame'],
  ['a card of no customer’s id', 'oleg', () => ({ type: 'customer.card', id: id(), customer: 'a#b' }), 'invalid_frame'],
  ['a search for one letter', 'oleg', () => ({ type: 'conversations.search', id: id(), text: 'x' }), 'invalid_frame'],
  ['a search for spaces', 'oleg', () => ({ type: 'conversations.search', id: id(), text: '   ' }), 'invalid_frame'],
  [
    'a search for a whole letter',
    'oleg',
    () => ({ type: 'conversations.search', id: id(), text: 'x'.repeat(101) }),
    'invalid_frame',
  ],
  ['a search for nothing', 'oleg', () => ({ type: 'conversations.search', id: id() }), 'invalid_frame'],
  [
    'a search in somebody else’s chats',
    'oleg',
    () => ({ type: 'conversations.search', id: id(), text: 'card', operator: 'maria' }),
    'invalid_frame',
  ],
  [
    'a search before yesterday',
    'oleg',
    () => ({ type: 'conversations.search', id: id(), text: 'card', before: 'yesterday' }),
    'invalid_frame',
  ],
  ['a hint of no rule we know', 'oleg', () => reply({ hints: { shown: ['mood'], overridden: [] } }), 'invalid_frame'],
  ['no hints, at length', 'oleg', () => reply({ hints: { shown: [], overridden: [] } }), 'invalid_frame'],
  [
    'a hint that came up twice',
    'oleg',
    () => reply({ hints: { shown: ['sameAgain', 'sameAgain'], overridden: [] } }),
    'invalid_frame',
  ],
  [
    'a hint overridden unseen',
    'oleg',
    () => reply({ hints: { shown: ['sameAgain'], overridden: ['tooLong'] } }),
    'invalid_frame',
  ],
  [
    'hints and whose they are',
    'oleg',
    () => reply({ hints: { shown: ['sameAgain'], overridden: [], by: 'maria' } }),
    'invalid_frame',
  ],
  [
    'a customer who was warned',
    'ivan',
    () => post({ hints: { shown: ['sameAgain'], overridden: [] } }),
    'invalid_frame',
  ],
  ['another version', 'ivan', () => ({ type: 'hello', id: id(), version: 2 }), 'unsupported_version'],
  ['another version, of an operator', 'oleg', () => ({ type: 'hello', id: id(), version: 0 }), 'unsupported_version'],
];

/** Well made, and refused by the rules or by whose it is. */
const refused: readonly Row[] = [
  ['an operator counts the team’s mistakes', 'oleg', () => ({ type: 'mistakes', id: id() }), 'not_allowed'],
  ['a stranger writes into somebody’s conversation', 'eve', () => post(), 'not_found'],
  [
    'a stranger loads it',
    'eve',
    () => ({ type: 'sync', id: id(), conversation: chat, log: 'conversation', since: 0 }),
    'not_found',
  ],
  [
    'a stranger reads back in it',
    'eve',
    () => ({ type: 'history', id: id(), conversation: chat, log: 'conversation', before: null, limit: 10 }),
    'not_found',
  ],
  ['a stranger closes it', 'eve', () => to('conversation.close'), 'not_found'],
  ['a stranger calls a person into it', 'eve', () => to('human.request'), 'not_found'],
  [
    'a customer asks for the notes',
    'ivan',
    () => ({ type: 'sync', id: id(), conversation: chat, log: 'notes', since: 0 }),
    'not_found',
  ],
  [
    'a customer reads back in the notes',
    'ivan',
    () => ({ type: 'history', id: id(), conversation: chat, log: 'notes', before: null, limit: 10 }),
    'not_found',
  ],
  ['a rating before the end', 'ivan', () => to('conversation.rate', { score: 'good' }), 'not_closed'],
  ['"solved" before the end', 'ivan', () => to('solved.answer', { solved: true }), 'not_closed'],
  ['a seq that the log does not have', 'ivan', () => post({ after: 900 }), 'resync'],
  ['a colleague’s conversation is claimed', 'maria', () => to('conversation.claim'), 'already_claimed'],
  ['a colleague’s conversation is written in', 'maria', () => reply(), 'not_owner'],
  ['a colleague’s conversation is released', 'maria', () => to('conversation.release'), 'not_owner'],
  ['a colleague’s conversation is closed', 'maria', () => to('conversation.close'), 'not_owner'],
  [
    'a draft begun for another conversation',
    'oleg',
    () => reply({ draft: { conversation: newId(), customer } }),
    'draft_belongs_elsewhere',
  ],
  [
    'a draft begun for another customer',
    'oleg',
    () => reply({ draft: { conversation: chat, customer: 'somebody-else' } }),
    'draft_belongs_elsewhere',
  ],
  [
    'a claim of what is not there',
    'oleg',
    () => to('conversation.claim', { conversation: newId(), after: 0 }),
    'not_found',
  ],
  [
    'a note to what is not there',
    'oleg',
    () => to('note.post', { conversation: newId(), after: 0, text: 'x' }),
    'not_found',
  ],
  [
    'a watch of what is not there',
    'oleg',
    () => ({ type: 'conversation.watch', id: id(), conversation: newId(), since: 0, notes: 0 }),
    'not_found',
  ],
  ['a draft in what is not there', 'oleg', () => keep({ conversation: newId() }), 'not_found'],
  ['an empty draft in what is not there', 'oleg', () => keep({ conversation: newId(), draft: null }), 'not_found'],
  ['a snooze until yesterday', 'oleg', () => to('conversation.snooze', { until: Date.now() - 86_400_000 }), 'bad_time'],
  ['a snooze for years', 'oleg', () => to('conversation.snooze', { until: Date.now() + 1e11 }), 'bad_time'],
  ['a colleague’s conversation is put aside', 'maria', () => to('conversation.snooze', { until: null }), 'not_owner'],
  ['a colleague’s conversation is woken', 'maria', () => to('conversation.wake'), 'not_owner'],
  ['a promise in the past', 'oleg', () => to('promise.make', { text: 'x', due: 1, draft: mine() }), 'bad_time'],
  [
    'a promise begun for another customer',
    'oleg',
    () => to('promise.make', { text: 'x', due: Date.now() + 90_000, draft: { ...mine(), customer: 'somebody-else' } }),
    'draft_belongs_elsewhere',
  ],
  ['a promise settled that nobody made', 'oleg', () => to('promise.settle', { outcome: 'kept' }), 'already_settled'],
  [
    'a colleague’s message is taken back',
    'maria',
    () => to('message.recall', { seq: 3, reason: 'other' }),
    'not_allowed',
  ],
  [
    'the customer’s message is taken back',
    'oleg',
    () => to('message.recall', { seq: 1, reason: 'other' }),
    'not_found',
  ],
  [
    'a message that nobody wrote is taken back',
    'oleg',
    () => to('message.recall', { seq: 99, reason: 'other' }),
    'not_found',
  ],
  [
    'a message is taken back that was meant for nobody',
    'oleg',
    () => to('message.recall', { seq: 3, reason: 'wrong_chat', also: [newId()] }),
    'not_found',
  ],
  [
    'a wording begun for another conversation',
    'oleg',
    () => to('understanding.propose', { text: 'x', draft: { ...mine(), conversation: newId() } }),
    'draft_belongs_elsewhere',
  ],
  ['a yes to what nobody asked', 'ivan', () => to('understanding.answer', { seq: 3, yes: true }), 'already_settled'],
  ['a stranger says yes', 'eve', () => to('understanding.answer', { seq: 3, yes: true }), 'not_found'],
  ['a call to no number', 'ivan', () => to('callback.request', { phone: '<script>' }), 'bad_phone'],
  ['a call for yesterday', 'ivan', () => to('callback.request', { phone: '+79123456789', at: 1 }), 'bad_time'],
  ['a stranger’s call', 'eve', () => to('callback.request', { phone: '+79123456789' }), 'not_found'],
  ['a stranger takes a call back', 'eve', () => to('callback.cancel'), 'not_found'],
  ['a call taken back that nobody asked for', 'ivan', () => to('callback.cancel'), 'already_settled'],
  ['a call that nobody asked for', 'oleg', () => to('callback.done', { outcome: 'reached' }), 'already_settled'],
  ['a colleague offers a call', 'maria', () => to('callback.offer'), 'not_owner'],
  [
    'a mistake in what is not there',
    'oleg',
    () => to('incident.open', { conversation: newId(), after: 0, kind: 'forgotten', note: 'x' }),
    'not_found',
  ],
  [
    'a mistake that touches what is not there',
    'oleg',
    () => to('incident.open', { after: 0, kind: 'wrong_account', note: 'x', also: [newId()] }),
    'not_found',
  ],
  [
    'a mistake that nobody recorded is told',
    'oleg',
    () => to('incident.tell', { after: 0, incident: id(), told: chat }),
    'already_settled',
  ],
  [
    'a mistake that nobody recorded is closed',
    'oleg',
    () => to('incident.close', { after: 0, incident: id(), outcome: 'x' }),
    'already_settled',
  ],
  ['a review that is not there', 'oleg', () => to('review.close', { outcome: 'fine' }), 'not_found'],
  [
    'a page that never rang',
    'oleg',
    () => ({ type: 'page.acknowledge', id: id(), ladder: 'oncall', episode: 1 }),
    'page_over',
  ],
];

const tooLarge: readonly Row[] = [
  ['a text that just fits a frame', 'ivan', () => post({ text: 'я'.repeat(16_000) }), 'invalid_frame'],
  ['a field that just fits a frame', 'oleg', () => post({ filler: 'x'.repeat(32_000) }), 'invalid_frame'],
];

describe.each([
  ['not JSON', notJson],
  ['JSON, but no frame', notAFrame],
  ['no command at all', unknown],
  ['a command of the other role', outOfRole],
  ['a field that is not right', wrongFields],
  ['more text than fits', tooLarge],
  ['refused by the rules', refused],
])('a frame that is %s', (_kind, rows) => {
  it.each(rows)('%s', async (_what, who, made, code) => {
    const before = await snapshot();
    const frame = typeof made === 'string' ? made : made();
    const answer = await socketOf(who).exchange(frame);
    expect(answer).toMatchObject({ type: 'error', code });
    expect(answer['id']).toBe(readableId(frame));
    expect(Object.keys(answer).toSorted()).toEqual(expect.arrayContaining(['code', 'id', 'message', 'retry', 'type']));
    expect(JSON.stringify(answer)).not.toMatch(/\bat .*:\d+:\d+|node_modules|Error:|\.ts\b/);
    expect(await snapshot()).toEqual(before);
  });
});

describe('what is larger than 32 KB', () => {
  it('in one frame closes the socket, as the gateway does, and changes nothing', async () => {
    const before = await snapshot();
    const { socket, received } = await newSocket();
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.send(JSON.stringify(post({ text: 'x'.repeat(33 * 1024) })));
    expect(await closed).toBe(1009);
    expect(received).toEqual([]);
    expect(await snapshot()).toEqual(before);
  });

  it('in several frames is told so, and changes nothing', async () => {
    const before = await snapshot();
    const { socket, received, close } = await newSocket();
    const text = JSON.stringify(post({ text: 'x'.repeat(40 * 1024) }));
    socket.send(text.slice(0, 30_000), { fin: false });
    socket.send(text.slice(30_000), { fin: true });
    const answer = await eventually(() => received[0]);
    expect(JSON.parse(answer)).toMatchObject({ type: 'error', id: null, code: 'too_large', retry: 'never' });
    expect(await snapshot()).toEqual(before);
    close();
  });
});

it('there are at least 60 of them', () => {
  const all = [notJson, notAFrame, unknown, outOfRole, wrongFields, tooLarge, refused];
  expect(all.flat().length).toBeGreaterThanOrEqual(60);
});

const newSocket = async (): Promise<RawSocket> => rawSocket(stack, (await openSession(stack, workspace.id)).session);

/** The id an answer must carry: the frame's own, if it can be read. */
function readableId(frame: string | Frame): string | null {
  if (typeof frame === 'string') return null;
  const { id: own } = frame;
  return typeof own === 'string' && own.length <= 64 ? own : null;
}

/** Everything that a frame could have changed: all logs and all reference data, but not the sockets and who is there. */
async function snapshot(): Promise<readonly unknown[]> {
  const items = await stack.everything();
  const fleeting = /^(KC|KO|TC|TO|J|A)#/;
  return items
    .filter(({ pk }) => !fleeting.test(String(pk)))
    .toSorted((a, b) => `${a['pk']} ${a['sk']}`.localeCompare(`${b['pk']} ${b['sk']}`));
}
