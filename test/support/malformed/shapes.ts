import { at, id, keep, post, type Row, to, without } from './make.ts';

export const notJson: readonly Row[] = [
  ['an empty frame', 'ivan', ' ', 'invalid_json'],
  ['a word', 'ivan', 'hello', 'invalid_json'],
  ['an object that is not closed', 'ivan', '{"type":"hello"', 'invalid_json'],
  ['two objects in one frame', 'ivan', '{"type":"typing"}{"type":"typing"}', 'invalid_json'],
  ['JavaScript instead of JSON', 'ivan', "{type:'hello'}", 'invalid_json'],
  ['a comment', 'oleg', '/* hi */ {"type":"hello"}', 'invalid_json'],
  ['a NUL byte', 'oleg', '\u0000', 'invalid_json'],
  ['not a number', 'ivan', 'NaN', 'invalid_json'],
];

export const notAFrame: readonly Row[] = [
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

export const unknown: readonly Row[] = [
  ['a type of nobody', 'ivan', () => post({ type: 'message.shout' }), 'unknown_type'],
  ['a type in capitals', 'ivan', () => post({ type: 'MESSAGE.POST' }), 'unknown_type'],
  ['an empty type', 'ivan', () => post({ type: '' }), 'unknown_type'],
  ['a type that every object has', 'ivan', () => post({ type: 'constructor' }), 'unknown_type'],
  ['a type that is every object’s prototype', 'ivan', () => post({ type: '__proto__' }), 'unknown_type'],
  ['an event instead of a command', 'ivan', () => post({ type: 'message.posted' }), 'unknown_type'],
  ['a frame of the server’s', 'ivan', () => post({ type: 'commit' }), 'unknown_type'],
];

/** Each is a command of the other door: on this one there is no such thing. */
export const outOfRole: readonly Row[] = [
  ['a customer claims', 'ivan', () => to('conversation.claim'), 'unknown_type'],
  ['a customer writes a note', 'ivan', () => to('note.post', { text: 'x' }), 'unknown_type'],
  ['a customer watches the inbox', 'ivan', () => ({ type: 'inbox.watch', id: id() }), 'unknown_type'],
  [
    'a customer watches a conversation',
    'ivan',
    () => ({ type: 'conversation.watch', id: id(), conversation: at.chat, since: 0, notes: 0 }),
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
  ['a customer puts a tag on a chat', 'ivan', () => to('conversation.tag', { label: 'vip' }), 'unknown_type'],
  ['a customer puts a chat aside', 'ivan', () => to('conversation.snooze', { until: null }), 'unknown_type'],
  ['a customer settles a promise', 'ivan', () => to('promise.settle', { outcome: 'kept' }), 'unknown_type'],
  ['a customer records a mistake', 'ivan', () => to('incident.open', { kind: 'forgotten', note: 'x' }), 'unknown_type'],
  ['a customer says what is on the screen', 'ivan', () => ({ type: 'viewing', conversation: at.chat }), 'unknown_type'],
  ['a customer keeps a draft', 'ivan', () => keep(), 'unknown_type'],
  ['a customer counts mistakes', 'ivan', () => ({ type: 'mistakes', id: id() }), 'unknown_type'],
  [
    'a customer searches in chats',
    'ivan',
    () => ({ type: 'conversations.search', id: id(), text: 'card' }),
    'unknown_type',
  ],
  [
    'a customer reads a card',
    'ivan',
    () => ({ type: 'customer.card', id: id(), customer: at.customer }),
    'unknown_type',
  ],
  [
    'an operator says yes for the customer',
    'oleg',
    () => to('understanding.answer', { seq: 3, yes: true }),
    'unknown_type',
  ],
  ['an operator takes a call back', 'oleg', () => to('callback.cancel'), 'unknown_type'],
  ['an operator says what came', 'oleg', () => ({ type: 'delivered', conversation: at.chat, seq: 3 }), 'unknown_type'],
  ['an operator asks to be called', 'oleg', () => to('callback.request', { phone: '+79123456789' }), 'unknown_type'],
  ['a customer closes a review', 'ivan', () => to('review.close', { outcome: 'fine' }), 'unknown_type'],
  ['an operator rates', 'oleg', () => to('conversation.rate', { score: 'excellent' }), 'unknown_type'],
  ['an operator says that it is solved', 'oleg', () => to('solved.answer', { solved: true }), 'unknown_type'],
  ['an operator calls a person', 'oleg', () => to('human.request'), 'unknown_type'],
  ['an operator disputes', 'oleg', () => to('answer.dispute'), 'unknown_type'],
];

export const tooLarge: readonly Row[] = [
  ['a text that just fits a frame', 'ivan', () => post({ text: 'я'.repeat(16_000) }), 'invalid_frame'],
  ['a field that just fits a frame', 'oleg', () => post({ filler: 'x'.repeat(32_000) }), 'invalid_frame'],
];
