import type { MyContact, OnCall } from '../../../../shared/protocol/on-call.ts';

/** What a new company has to do before its customers can rely on the chat, in the order in which it helps most. */
export const STEPS = ['snippet', 'team', 'alerts', 'zone', 'hours'] as const;
export type StepId = (typeof STEPS)[number];

export interface Step {
  readonly id: StepId;
  readonly isDone: boolean;
}

interface Facts {
  readonly data: OnCall;
  /** ways by which whoever looks at it can be rung */
  readonly contacts: readonly MyContact[];
  /** the zone of the browser */
  readonly here: string;
}

/** Each step is done when what is stored says so: nothing is ticked by hand. */
export function stepsOf({ data, contacts, here }: Facts): readonly Step[] {
  const done: Record<StepId, boolean> = {
    snippet: data.seen !== undefined,
    team: data.people.length > 1,
    // A ring that its carrier refused reached nobody.
    alerts: contacts.some(({ last }) => last?.result === 'sent' || last?.result === 'delivered'),
    zone: data.policy.zone === here || (data.edited !== undefined && !isNoPlace(data.policy.zone)),
    hours: data.schedule.staffed.length > 0,
  };
  return STEPS.map((id) => ({ id, isDone: done[id] }));
}

/**
 * The zone that this browser should give the company, when the one of its set-up is only where the set-up ran: a server in
 * UTC. Null: a person has chosen, or it is a place already.
 */
export const zoneToTake = ({ policy, edited }: OnCall, here: string): string | null =>
  edited === undefined && isNoPlace(policy.zone) && !isNoPlace(here) ? here : null;

const isNoPlace = (zone: string): boolean => /^(UTC|GMT|Etc\/.*)$/i.test(zone);
