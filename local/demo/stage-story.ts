import type { Presence, Workspace } from '../../functions/kernel/ports.ts';
import { type Conversation, waitOf } from '../../shared/domain/conversation/state.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import { previewChat } from '../../shared/domain/on-call/preview.ts';
import type { Page } from '../../shared/domain/paging/state.ts';

/** The step of the one-minute story that runs now. Steps: write, ring, take, answer. */
export interface StageStory {
  readonly step: 'write' | 'ring' | 'take' | 'answer';
  /** `ring`: milliseconds until a phone rings if nobody comes; null when none would */
  readonly ringsIn: Millis | null;
  /** somebody is at the desk and could take the chat before that */
  readonly staffed: boolean;
  /** whether Anna's console is signed in */
  readonly anna: boolean;
}

export interface StageFacts {
  readonly workspace: Pick<Workspace, 'policy' | 'schedule'>;
  /** newest states of the chats on which a clock runs */
  readonly chats: readonly Conversation[];
  readonly live: Awaited<ReturnType<Presence['live']>>;
  /** the newest state of those on call */
  readonly page: Pick<Page, 'status'> | null;
  readonly now: Millis;
  /** id of Anna */
  readonly anna: string;
}

/** A page that rings is what to act on first, then a chat that its lead has taken and not answered, then a customer who waits. */
export function storyOf({ workspace, chats, live, page, now, anna }: StageFacts): StageStory {
  const staffed = live.some(({ state }) => state === 'available');
  const story = { ringsIn: null, staffed, anna: live.some(({ operator }) => operator === anna) };
  if (page?.status === 'ringing') return { ...story, step: 'take' };
  if (chats.some(({ coming }) => coming !== null)) return { ...story, step: 'answer' };
  const waits = chats.flatMap((chat) => (chat.owner === null ? (waitOf(chat) ?? []) : []));
  if (waits.length === 0) return { ...story, step: 'write' };
  const since = Math.min(...waits.map((wait) => wait.since));
  const after = firstRing(workspace, { since, staffed });
  return { ...story, step: 'ring', ringsIn: after === null ? null : Math.max(0, since + after - now) };
}

/** So long after the customer wrote the policy raises a page; null when it never does. */
function firstRing(
  { policy, schedule }: StageFacts['workspace'],
  { since, staffed }: { readonly since: Millis; readonly staffed: boolean },
): Millis | null {
  const rows = previewChat(policy, schedule, { at: since, kind: 'connect', staffed, people: [] });
  const page = rows.find((row) => row.type === 'rung' && row.act === 'page');
  return page === undefined ? null : page.after * 1000;
}
