import { useEffect, useState } from 'preact/hooks';
import type { IncidentKind } from '../../../shared/domain/kernel/incidents.ts';
import type { OperatorPush } from '../../../shared/protocol/pushes.ts';
import type { CustomerConsole } from './console.ts';

type Answer<T extends OperatorPush['type']> = Extract<OperatorPush, { type: T }>;
export type CustomerCard = Answer<'customer'>;
export type TeamMistakes = Answer<'mistakes'>;

/** An answer of the server. The last one stays while it is asked for again, and when that fails. */
export interface Loaded<T> {
  readonly value: T | null;
  readonly failed: boolean;
  again(): void;
}

/** Projections lag behind the log: after a change the server is asked a second time, this long (ms) after the first. */
const SETTLES = 1_500;

/** Asks the server when `reason` changes, and once more when the projections have had time. `key` null: not at all. */
function useAsked<T extends 'customer' | 'mistakes'>(
  { server }: Pick<CustomerConsole, 'server'>,
  type: T,
  frame: { readonly type: string; readonly [field: string]: unknown },
  key: string | null,
  reason: string,
): Loaded<Answer<T>> {
  const [found, setFound] = useState<{ key: string; value: Answer<T> } | null>(null);
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    if (key === null) return;
    let isOver = false;
    const ask = (): void => {
      server.request(frame).then(
        (answer) => {
          if (isOver) return;
          setFailed(answer.type !== type);
          if (answer.type === type) setFound({ key, value: answer as Answer<T> });
        },
        () => undefined, // signed out meanwhile
      );
    };
    ask();
    const timer = setTimeout(ask, SETTLES);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [key, reason, tries]);
  return {
    value: found?.key === key ? found.value : null,
    failed,
    again: () => setTries((n) => n + 1),
  };
}

/** What the team keeps of a customer. `reason`: whatever may have changed it. */
export const useCustomerCard = (
  console: CustomerConsole,
  customer: string | null,
  reason: string,
): Loaded<CustomerCard> => useAsked(console, 'customer', { type: 'customer.card', customer }, customer, reason);

/** The team's mistakes; leads only. */
export const useMistakes = (console: CustomerConsole, isLead: boolean, reason: string): Loaded<TeamMistakes> =>
  useAsked(console, 'mistakes', { type: 'mistakes' }, isLead ? 'team' : null, reason);

/** What is recorded of a mistake; all of it stands in the notes of `conversation`. */
export function incidentCommands({ server }: Pick<CustomerConsole, 'server'>, conversation: string) {
  const send = (type: string, fields: Record<string, unknown>): void =>
    server.command(conversation, { type, ...fields }, 'notes');
  return {
    open: (kind: IncidentKind, note: string, also: readonly string[]) =>
      send('incident.open', { kind, note, ...(also.length > 0 && { also: [...also] }) }),
    tell: (incident: string, told: string) => send('incident.tell', { incident, told }),
    close: (incident: string, outcome: string) => send('incident.close', { incident, outcome }),
  };
}
