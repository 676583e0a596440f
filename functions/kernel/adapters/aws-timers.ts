import { createHash } from 'node:crypto';
import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type LookInput, MAX_QUEUE_DELAY_SECONDS, type PageStepInput } from '../../../shared/contract.ts';
import type { Timers } from '../ports.ts';

/** Looks by a delayed message of the queue. */
export function queueTimers(client: SQSClient, queueUrl: string): Pick<Timers, 'lookLater' | 'finishRecallLater'> {
  const later = async (input: object, delaySeconds: number): Promise<void> => {
    const message = {
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(input),
      DelaySeconds: Math.min(Math.max(0, Math.ceil(delaySeconds)), MAX_QUEUE_DELAY_SECONDS),
    };
    await client.send(new SendMessageCommand(message));
  };
  return { lookLater: later, finishRecallLater: later };
}

/**
 * Executions of the two clock machines. A name says what the execution is for, so that starting twice starts once: a hash
 * (workspaces' and conversations' ids may be longer than the 80 characters of a name, and be the same in two workspaces)
 * and the attempt, since the name of a closed execution is taken for 90 days.
 */
export function escalationTimers(client: SFNClient, machineArn: string): Pick<Timers, 'startEscalation'> {
  return {
    async startEscalation({ attempt, wakeAt, ...wait }) {
      const input: LookInput & Wake = { ...wait, dueAt: wakeAt, looks: 0, ...wake(wakeAt) };
      await start(client, machineArn, nameOf(attempt, wait.workspace, wait.conversation, String(wait.lease)), input);
    },
  };
}

export function pageTimers(client: SFNClient, machineArn: string): Pick<Timers, 'startPage'> {
  return {
    async startPage({ attempt, wakeAt, ...page }) {
      const input: PageStepInput & Wake = { ...page, dueAt: wakeAt, looks: 0, ...wake(wakeAt) };
      await start(client, machineArn, nameOf(attempt, page.workspace, page.ladder, String(page.episode)), input);
    },
  };
}

/** What the machine itself reads of its input: `Wait` takes ISO 8601 (`TimestampPath`). */
interface Wake {
  readonly done: false;
  readonly wakeAt: string;
}
const wake = (at: number): Wake => ({ done: false, wakeAt: new Date(at).toISOString() });

const nameOf = (attempt: number, ...parts: readonly string[]): string =>
  `${createHash('sha256').update(JSON.stringify(parts)).digest('hex')}-${attempt}`;

async function start(client: SFNClient, stateMachineArn: string, name: string, input: object): Promise<void> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
  } catch (error) {
    // Somebody else has started it, or it has run already: either way it has been started.
    if (!(error instanceof Error && error.name === 'ExecutionAlreadyExists')) throw error;
  }
}
