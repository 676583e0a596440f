import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { KEY_CLASS, TABLE } from '../../shared/contract.ts';
import type { ConversationCommit } from '../../shared/protocol/wire.ts';
import type { LogKey } from '../ports.ts';
import { commitReader } from './commit-item.ts';
import { partsOf } from './keys.ts';
import { CONVERSATION_LOG } from './log-schemas.ts';
import { StoredItemError } from './stored.ts';

/**
 * Reads what the table's stream brings: a new commit of a conversation, or null for anything that is projected nowhere
 * (whatever the stream's filter should let through by mistake).
 */
export function changeReader(): (record: DynamoDBRecord) => { key: LogKey; commit: ConversationCommit } | null {
  const toCommit = commitReader(CONVERSATION_LOG);
  return ({ eventName, dynamodb }) => {
    if (eventName !== 'INSERT' || !dynamodb?.NewImage) return null;
    const item = unmarshall(dynamodb.NewImage as Record<string, AttributeValue>);
    const [keyClass, workspace, id] = partsOf(String(item[TABLE.pk]));
    if (keyClass !== KEY_CLASS.conversation) return null;
    if (!workspace || !id) throw new StoredItemError(`${String(item[TABLE.pk])} names no conversation.`);
    return { key: { workspace, id }, commit: toCommit(item) };
  };
}
