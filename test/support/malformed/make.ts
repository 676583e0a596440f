import { type Frame, newId } from '../drive.ts';

/** Frames that no client of ours would send, of a customer (Ivan, and Eve, who has nothing to do with his chat) or an operator (Oleg, whose chat it is, and Maria). */
export type Who = 'ivan' | 'eve' | 'oleg' | 'maria';

/** What is wrong, who sends it, what is sent, the code it gets. A function makes frames that name what only exists later. */
export type Row = readonly [what: string, who: Who, frame: string | (() => Frame), code: string];

/** Ivan's conversation, open and answered by Oleg, as the test that sends the frames has made it: three commits. */
export const at: { chat: string; customer: string; now: () => number } = { chat: '', customer: '', now: Date.now };

export const id = (): string => newId();
export const post = (fields: Frame = {}): Frame => ({
  type: 'message.post',
  id: id(),
  conversation: at.chat,
  after: 3,
  text: 'x',
  ...fields,
});
export const without = (frame: Frame, field: string): Frame =>
  Object.fromEntries(Object.entries(frame).filter(([name]) => name !== field));
/** For whom Oleg writes. */
export const mine = (): Frame => ({ conversation: at.chat, customer: at.customer });
export const reply = (fields: Frame = {}): Frame => post({ draft: mine(), ...fields });
export const to = (type: string, fields: Frame = {}): Frame => ({
  type,
  id: id(),
  conversation: at.chat,
  after: 3,
  ...fields,
});
export const keep = (fields: Frame = {}): Frame => ({
  type: 'draft.keep',
  id: id(),
  conversation: at.chat,
  kind: 'message',
  draft: { ...mine(), text: 'x' },
  since: 0,
  ...fields,
});

/** The id that an answer must carry: the frame's own, if it can be read. */
export function readableId(frame: string | Frame): string | null {
  if (typeof frame === 'string') return null;
  const { id: own } = frame;
  return typeof own === 'string' && own.length <= 64 ? own : null;
}
