import { setTimeout as pause } from 'node:timers/promises';
import { DEFAULT_POLICY, type Policy, type Rung } from '../../shared/domain/kernel/policy.ts';
import { customerOf, operatorOf } from '../support/drive.ts';
import { until } from '../support/until.ts';
import type { Machine } from './remote.ts';

/**
 * The conversation that is budgeted: 20 messages in 12 minutes, in turns, one each 36 s; 10 times somebody is seen typing,
 * 10 times reading; one operator with the inbox open, who joins after 20 s and answers in time. At its end the customer
 * closes it, says that it is solved, and rates it. The product's own clients at both ends.
 *
 * It runs ten times as fast as life, and so do the clocks of its workspace and the heartbeats: nothing is left out, and the
 * looks that a wait of 36 s leads to are made.
 */
const SPEED = 10;
export const MINUTES = 12;
const MESSAGES = 20;

/** Seconds of life. Heartbeats as in shared/client/core.ts: a customer with the chat on screen, and an operator. */
const TURN = (MINUTES * 60) / MESSAGES;
const JOINS = 20;
const BEATS = { customer: 60, operator: 25 } as const;

const QUESTION = 'Кофемашина не включается, индикатор мигает красным. Воду проверил, розетку тоже. Что делать?';
const ANSWER = 'Здравствуйте! Отключите её от сети на минуту и проверьте, плотно ли стоит бак с водой.';

/** What can be counted from outside the machine. */
export interface Told {
  /** bytes of the frames that came to the two sockets */
  readonly bytesOut: number;
}

/** Has it, from the first ticket to the last goodbye. The usage of the machine is to be reset before. */
export async function converse(machine: Machine): Promise<Told> {
  const workspace = await machine.workspace({ policy: faster(DEFAULT_POLICY) });
  await machine.projected();
  await machine.resetUsage();
  const operator = await operatorOf(machine, workspace, 'anna');
  const customer = await customerOf(machine, workspace, {
    visit: { path: '/returns/coffee-makers', zone: 'Europe/Moscow' },
  });
  await until(() => customer.client.state.connection.status === 'online', { what: 'the customer’s socket' });
  const { conversation } = customer;

  const script: { readonly at: number; readonly act: () => unknown }[] = [];
  const at = (seconds: number, act: () => unknown): void => void script.push({ at: seconds, act });
  const lastSeq = (): number => customer.client.state.conversations.get(conversation)?.log.seq ?? 0;
  for (let turn = 0; turn < MESSAGES; turn++) {
    const isCustomer = turn % 2 === 0;
    const [writer, reader] = isCustomer ? [customer, operator] : [operator, customer];
    // Each is seen typing before every second of their messages, and reads every second of the other's.
    if (turn % 4 === 1 || turn % 4 === 2)
      at(turn * TURN - 6, () => writer.client.hint({ type: 'typing', conversation }));
    if (turn % 4 >= 2) at(turn * TURN + 4, () => reader.client.hint({ type: 'read', conversation, seq: lastSeq() }));
    at(turn * TURN, () => void (isCustomer ? customer.say(QUESTION) : operator.say(conversation, ANSWER)));
  }
  at(JOINS - 1, () => {
    operator.client.watch(conversation);
    operator.client.hint({ type: 'viewing', conversation });
  });
  at(JOINS, () => void operator.ask(conversation, 'conversation.claim'));
  for (let beat = BEATS.customer; beat <= MINUTES * 60; beat += BEATS.customer) at(beat, customer.client.wake);
  for (let beat = BEATS.operator; beat <= MINUTES * 60; beat += BEATS.operator) at(beat, operator.client.wake);
  at(MINUTES * 60 - 12, () => void customer.ask('conversation.close'));
  at(MINUTES * 60 - 8, () => void customer.ask('solved.answer', { solved: true }));
  at(MINUTES * 60 - 4, () => void customer.ask('conversation.rate', { score: 'excellent' }));

  const begun = performance.now();
  for (const { at: seconds, act } of script.sort((a, b) => a.at - b.at)) {
    await pause(Math.max(0, begun + (seconds * 1000) / SPEED - performance.now()));
    await act();
  }
  const idle = (client: typeof customer.client | typeof operator.client): boolean =>
    (client.state.conversations.get(conversation)?.pending.length ?? 1) === 0;
  await until(() => idle(customer.client) && idle(operator.client), { timeout: 20_000, what: 'the last answers' });
  const heard = [...customer.received, ...operator.received];
  // The driver follows its conversation before there is one, and is told so.
  const refused = heard.filter(({ type, code }) => type === 'error' && code !== 'not_found');
  if (refused.length > 0) throw new Error(`The conversation went wrong: ${JSON.stringify(refused[0])}`);
  customer.stop();
  operator.stop();
  // The looks that were asked for come when their time does, answered or not; then all is over.
  await until(async () => (await machine.queueDepth('Looks')) === 0, { timeout: 60_000, interval: 200, what: 'looks' });
  await machine.projected();
  const closed = async (): Promise<boolean> => {
    const { functions } = await machine.usage();
    return ['customer', 'operator'].every((side) => functions[`${side}-connection`]?.invocations === 2);
  };
  await until(closed, { timeout: 20_000, interval: 200, what: 'the sockets’ end' });
  return { bytesOut: heard.reduce((sum, frame) => sum + Buffer.byteLength(JSON.stringify(frame)), 0) };
}

/** A workspace whose clocks run faster, all of them. */
function faster(policy: Policy): Policy {
  // Whole seconds: no workspace is stored with others.
  const scaled = (seconds: number): number => Math.ceil(seconds / SPEED);
  const rungs = (list: readonly Rung[]): Rung[] => list.map((rung) => ({ ...rung, after: scaled(rung.after) }));
  const ladder = ({ steps, repeat }: Policy['ladders']['staffed']): Policy['ladders']['staffed'] => ({
    steps: steps.map((step) => ({ ...step, after: scaled(step.after) })),
    repeat: scaled(repeat),
  });
  return {
    ...policy,
    targets: { connect: scaled(policy.targets.connect), reply: scaled(policy.targets.reply) },
    rungs: {
      connect: rungs(policy.rungs.connect),
      reply: rungs(policy.rungs.reply),
      promise: rungs(policy.rungs.promise),
      review: rungs(policy.rungs.review),
    },
    ladders: { staffed: ladder(policy.ladders.staffed), unstaffed: ladder(policy.ladders.unstaffed) },
    silence: scaled(policy.silence),
    acknowledgedSilent: scaled(policy.acknowledgedSilent),
    recheck: scaled(policy.recheck),
    ownerCheck: scaled(policy.ownerCheck),
    reviewWithin: scaled(policy.reviewWithin),
  };
}
