import { cardOf, lastOf } from '../../shared/domain/conversation/card.ts';
import type { Page } from '../../shared/domain/paging/state.ts';
import { encode } from '../../shared/protocol/codec.ts';
import { CustomerPushSchema, OperatorPushSchema, type WireCard } from '../../shared/protocol/pushes.ts';
import {
  type ConversationCommit,
  type NoteCommit,
  toCustomerCommit,
  toOperatorCommit,
  toOperatorNoteCommit,
  toWireCard,
  toWirePage,
} from '../../shared/protocol/wire.ts';
import { type Directory, type Door, type Logger, topic } from './ports.ts';

/** Posting is a hint, repaired by `sync`: nothing here fails a command. */
export interface DeliveryDeps {
  readonly customers: Door;
  readonly operators: Door;
  readonly directory: Directory;
  readonly log: Logger;
}

/** Posts one frame to everyone who listens to a topic of a door, but for one connection. Gone sockets are forgotten. */
export async function postTo(
  door: Door,
  workspace: string,
  name: string,
  frame: string,
  deps: { log: Logger },
  except?: string,
): Promise<void> {
  // The commit stands; whoever missed it asks for it by `sync` within a heartbeat.
  const failed = (error: unknown): void =>
    deps.log.warn('delivery.failed', { workspace, topic: name, error: String(error) });
  const post = async (connection: string): Promise<void> => {
    if ((await door.poster.post(connection, frame)) === 'gone') await door.subscriptions.forget(workspace, connection);
  };
  try {
    const connections = await door.subscriptions.of(workspace, name);
    // Each by itself: one that fails must not end the wait for the others, which a function's end would cut off.
    await Promise.all(connections.filter((one) => one !== except).map((one) => post(one).catch(failed)));
  } catch (error) {
    failed(error);
  }
}

/** A commit of a conversation to all it concerns: the customer, who watches it, and the team when its card moved. */
export async function deliverCommit(
  deps: DeliveryDeps,
  workspace: string,
  conversation: string,
  commit: ConversationCommit,
  except?: string,
): Promise<void> {
  const { customers, operators } = deps;
  const forCustomer = toCustomerCommit(commit, await namesOf(deps.directory, workspace));
  const posts: Promise<void>[] = [];
  if (forCustomer) {
    const frame = encode(CustomerPushSchema, { type: 'commit', conversation, log: 'conversation', ...forCustomer });
    posts.push(postTo(customers, workspace, topic.person(commit.state.customer), frame, deps, except));
  }
  const forOperators = encode(OperatorPushSchema, {
    type: 'commit',
    conversation,
    log: 'conversation',
    ...toOperatorCommit(commit),
  });
  posts.push(postTo(operators, workspace, topic.conversation(conversation), forOperators, deps, except));
  if (commit.state.moved.seq === commit.seq) {
    const frame = encode(OperatorPushSchema, { type: 'inbox', cards: [cardPush(conversation, commit)], whole: false });
    posts.push(postTo(operators, workspace, topic.inbox, frame, deps));
  }
  await Promise.all(posts);
}

/** A note goes to the operators' door and to nobody else: this function is not even given the other one. */
export async function deliverNote(
  deps: { readonly operators: Door; readonly log: Logger },
  workspace: string,
  conversation: string,
  commit: NoteCommit,
  except?: string,
): Promise<void> {
  const frame = encode(OperatorPushSchema, {
    type: 'commit',
    conversation,
    log: 'notes',
    ...toOperatorNoteCommit(commit),
  });
  await postTo(deps.operators, workspace, topic.conversation(conversation), frame, deps, except);
}

/** The state of a page to everyone in the console. */
export async function deliverPage(
  deps: { readonly operators: Door; readonly log: Logger },
  workspace: string,
  ladder: string,
  page: Page,
): Promise<void> {
  const frame = encode(OperatorPushSchema, { type: 'page', page: toWirePage(ladder, page) });
  await postTo(deps.operators, workspace, topic.inbox, frame, deps);
}

/** The card of a commit's state, with what that commit itself says of names and texts; clients keep the rest. */
function cardPush(conversation: string, commit: ConversationCommit): WireCard {
  const { body, events } = commit;
  const opened = events.some(({ type }) => type === 'conversation.opened');
  const posted = events.find((event) => event.type === 'message.posted');
  const last = lastOf(events);
  return {
    ...toWireCard(cardOf(conversation, commit.state)),
    ...(opened && body.customerName !== undefined && { name: body.customerName }),
    ...(opened && { verified: body.verified === true }),
    ...(posted && { preview: previewOf(body.text ?? ''), previewBy: posted.by }),
    ...(last && { last: { kind: last, at: commit.at } }),
  };
}
/** Characters of a message that an inbox row shows. */
const PREVIEW = 120;

/** The beginning of a text, with no half of a character at its end: the database takes none. */
export const previewOf = (text: string): string => text.slice(0, PREVIEW).replace(/[\uD800-\uDBFF]$/, '');

/** First names of a workspace's operators, for what customers see. */
export async function namesOf(
  directory: Directory,
  workspace: string,
): Promise<(person: string) => string | undefined> {
  const operators = await directory.operators(workspace);
  return (person) => operators.find(({ id }) => id === person)?.name;
}
