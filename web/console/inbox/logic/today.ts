import type { WireCard } from '../../../../shared/protocol/pushes.ts';

/** Today's figures: how many were joined by a person, and how many of those within the target. */
export interface Today {
  readonly joined: number;
  readonly inTime: number;
}

/** What has been added to today's figures between two looks at the inbox: chats that somebody has joined since. */
export function joinedSince(
  before: ReadonlyMap<string, WireCard>,
  after: ReadonlyMap<string, WireCard>,
  now: number,
  connect: number,
): Today {
  let [joined, inTime] = [0, 0];
  for (const [id, card] of after) {
    const was = before.get(id);
    if (was?.bucket !== 'person' || was.clock?.kind !== 'connect' || card.bucket !== 'owned') continue;
    joined += 1;
    if (now - was.clock.since <= connect * 1000) inTime += 1;
  }
  return { joined, inTime };
}
