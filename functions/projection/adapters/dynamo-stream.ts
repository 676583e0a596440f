import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import type { ConversationCommit, NoteCommit } from '../../../shared/protocol/wire.ts';
import { commitReader } from '../../kernel/adapters/commit-item.ts';
import { partsOf } from '../../kernel/adapters/keys.ts';
import { CONVERSATION_LOG, NOTES_LOG } from '../../kernel/adapters/log-schemas.ts';
import { StoredItemError } from '../../kernel/adapters/stored.ts';
import type { LogKey } from '../../kernel/ports.ts';

type Read =
  | { readonly log: 'conversation'; readonly key: LogKey; readonly commit: ConversationCommit }
  | { readonly log: 'notes'; readonly key: LogKey; readonly commit: NoteCommit };

/**
 * Reads what the table's stream brings: a new commit of a conversation, one of its notes that says something of a mistake,
 * or null for anything that is projected nowhere (whatever the stream's filter should let through by mistake).
 */
export function changeReader(): (record: DynamoDBRecord) => Read | null {
  const toCommit = commitReader(CONVERSATION_LOG);
  const toNote = commitReader(NOTES_LOG);
  return ({ eventName, dynamodb }) => {
    if (eventName !== 'INSERT' || !dynamodb?.NewImage) return null;
    const item = unmarshall(dynamodb.NewImage as Record<string, AttributeValue>);
    const [keyClass, workspace, id] = partsOf(String(item[TABLE.pk]));
    if (keyClass !== KEY_CLASS.conversation && keyClass !== KEY_CLASS.notes) return null;
    if (!workspace || !id) throw new StoredItemError(`${String(item[TABLE.pk])} names no conversation.`);
    const key = { workspace, id };
    if (keyClass === KEY_CLASS.conversation) return { log: 'conversation', key, commit: toCommit(item) };
    const commit = toNote(item);
    return commit.events.some((event) => 'incident' in event) ? { log: 'notes', key, commit } : null;
  };
}
