import { labelOf, tagOf } from '../../../shared/domain/conversation/tags.ts';
import type { SendCommand } from '../desk/chat-commands.ts';
import type { TagsModel } from './model.ts';

/** Putting tags on chats and taking them off, by their words. */
export interface TagsActions {
  tag(conversation: string, label: string): void;
  untag(conversation: string, label: string): void;
}

export const tagsActions = ({ tags }: TagsModel, command: SendCommand): TagsActions => ({
  tag(conversation, typed) {
    const label = labelOf(typed);
    const tag = tagOf(label);
    // Its words are known here at once; the workspace's list has them a moment later.
    if (!tags.peek().some((known) => known.tag === tag)) tags.value = [...tags.peek(), { tag, label, n: 1 }];
    command(conversation, 'conversation.tag', { label });
  },
  untag: (conversation, label) => command(conversation, 'conversation.untag', { label }),
});
