import { fnv1a } from '../kernel/fnv1a.ts';
import { type Decision, refuse } from '../kernel/types.ts';
import type { Context, ConversationCommand } from './commands.ts';
import type { ConversationEvent } from './events.ts';
import { CAPS, type Conversation } from './state.ts';

/**
 * Tags are short labels that the team puts on a chat. The label is a person's words, so it stands in the commit's body and
 * can be removed; events and the state hold its id, which is a hash: the same label has the same id in every chat.
 */

/** Longest label, in UTF-16 units. */
export const MAX_LABEL = 30;

/** A label as it is shown: no spaces around it, single ones inside. */
export const labelOf = (typed: string): string => typed.normalize('NFC').trim().replace(/\s+/g, ' ');

/** The id of a label: capitals and "ё" make no other tag. 13 or 14 letters and digits. */
export function tagOf(label: string): string {
  const same = labelOf(label).toLowerCase().replaceAll('ё', 'е');
  const part = (start: number): string => fnv1a(same, start).toString(36).padStart(7, '0');
  return `${part(0x811c9dc5)}${part(0x1b873593)}`;
}

/** Puts a tag on a chat or takes it off. What is so already changes nothing; a chat has at most `CAPS.tags`. */
export function decideTag(
  { tags = [] }: Conversation,
  { type, label }: Extract<ConversationCommand, { type: 'conversation.tag' | 'conversation.untag' }>,
  { actor }: Context,
): Decision<ConversationEvent> {
  const shown = labelOf(label);
  const tag = tagOf(shown);
  const isOn = tags.includes(tag);
  if (isOn === (type === 'conversation.tag')) return { ok: true, events: [] };
  if (!isOn && tags.length >= CAPS.tags) return refuse('too_many');
  return {
    ok: true,
    events: [{ type: isOn ? 'conversation.untagged' : 'conversation.tagged', by: actor.id, tag }],
    body: { label: shown, ...(actor.name !== undefined && { name: actor.name }) },
  };
}
