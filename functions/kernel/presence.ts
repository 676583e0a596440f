import type { WirePerson } from '../../shared/protocol/pushes.ts';
import { onCallNow } from './on-call-now.ts';
import type { Clock, Directory, Presence } from './ports.ts';

/** An operator's console beats each 25 s; three missed beats end the lease (design: operators beat each 25 s, lease 75 s). */
export const LEASE_MS = 75_000;

export interface PresenceDeps {
  readonly presence: Presence;
  readonly directory: Directory;
  readonly clock: Clock;
}

/** Who is there: `staffed` = someone holds a live lease and is not away; `present` = all who hold one. */
export async function whoIsThere({ presence, clock }: Pick<PresenceDeps, 'presence' | 'clock'>, workspace: string) {
  const live = await presence.live(workspace, clock.now());
  return {
    live,
    staffed: live.some(({ state }) => state === 'available'),
    present: new Set(live.map(({ operator }) => operator)),
  };
}

/** The team as the console shows it, with who is on call in which place. */
export async function peopleOf(deps: PresenceDeps, workspace: string): Promise<WirePerson[]> {
  const [{ live }, operators, found] = await Promise.all([
    whoIsThere(deps, workspace),
    deps.directory.operators(workspace),
    deps.directory.workspace(workspace),
  ]);
  const onCall = found ? onCallNow(found, deps.clock.now()) : [];
  return operators
    .filter(({ active }) => active)
    .map(({ id, name, role, skills }) => {
      const place = onCall.indexOf(id);
      return {
        id,
        name,
        role,
        presence: live.find(({ operator }) => operator === id)?.state ?? 'off',
        ...(place >= 0 && { onCall: place }),
        ...(skills && skills.length > 0 && { skills: [...skills] }),
      };
    });
}
