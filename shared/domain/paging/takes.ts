import { seconds } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';

/**
 * Why a take is over. `answered`: its person has written to the customer; `gone`: the customer closed, or somebody else has
 * the chat; `silent`: its person did neither in time; `failed`: the chat could not be claimed any more.
 */
export type TakeEnd = 'answered' | 'gone' | 'silent' | 'failed';

/** What an acknowledgement took: one chat for one person, until it is answered or that person has been silent for too long. */
export interface Take {
  /** the episode that was acknowledged */
  readonly episode: number;
  readonly by: string;
  readonly at: Millis;
  /** null: the page was about no chat */
  readonly conversation: string | null;
  /** since when its customer waits */
  readonly since: Millis;
  /** the conversation's own log has it; until then no page is raised for it, and the page's own look makes the claim */
  readonly claimed: boolean;
  readonly over: { readonly why: TakeEnd; readonly at: Millis } | null;
}

/** What of a ladder's state is asked here. */
interface Ladder {
  readonly takes: readonly Take[];
  /** seconds for which who takes a chat may be silent */
  readonly silent: number;
}

/** A take of a chat that is not over. */
export type OpenTake = Take & { readonly conversation: string };
const isOpen = (take: Take): take is OpenTake => take.conversation !== null && take.over === null;

/** Takes that a log remembers. Those that are over answer for old links and say who acted last; they are dropped first. */
const MAX_TAKES = 20;
const MAX_OVER = 8;

/** So long after a person's last act they have the phone in their hand: a ring need not wake them. Seconds. */
const AWAKE = 60;

export const openTakes = ({ takes }: Pick<Ladder, 'takes'>): readonly OpenTake[] => takes.filter(isOpen);

export const takeOf = (page: Pick<Ladder, 'takes'>, conversation: string): OpenTake | undefined =>
  openTakes(page).findLast((take) => take.conversation === conversation);

/** When a take whose chat is still unanswered counts no more. */
export const lapsesAt = ({ at }: Take, { silent }: Pick<Ladder, 'silent'>): Millis => at + seconds(silent);

/** Who holds a chat taken from a page that is not answered yet, each for so long as they may be silent. */
export const busyPeople = (page: Ladder, now: Millis): ReadonlySet<string> =>
  new Set(openTakes(page).flatMap((take) => (now < lapsesAt(take, page) ? [take.by] : [])));

/** Whether a person took or answered something just now: rung gently, and fully once they have been quiet for a minute. */
export const isAwake = ({ takes }: Pick<Ladder, 'takes'>, person: string, now: Millis): boolean =>
  takes.some(({ by, at, over }) => by === person && now < (over?.why === 'answered' ? over.at : at) + seconds(AWAKE));

/** The list with one more; of the oldest first those that are over are forgotten, then the others, whose chats still wait. */
export function withTake(takes: readonly Take[], take: Take): readonly Take[] {
  const over = takes.filter((one) => !isOpen(one)).slice(-MAX_OVER);
  return [...takes.filter((one) => isOpen(one) || over.includes(one)), take].slice(-MAX_TAKES);
}
