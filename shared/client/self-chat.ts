import { createCustomerClient } from './customer.ts';
import { createOperatorClient } from './operator.ts';
import type { Client, ClientOptions } from './types.ts';

/** Both ends of a chat, held by one program: tickets and sockets of either door. */
export interface BothDoors extends Omit<ClientOptions, 'ticket' | 'storage'> {
  ticket(side: 'customer' | 'operator'): ReturnType<ClientOptions['ticket']>;
}

/** What a chat took, in milliseconds. */
export interface SelfChat {
  /** from sending the customer's message to its acknowledgement: it is in the log */
  readonly acknowledged: number;
  /** from sending it to its card in the operator's inbox */
  readonly delivered: number;
  /** from sending the operator's answer to the customer's screen */
  readonly answered: number;
}

const QUESTION = 'Is anybody there?';
const ANSWER = 'Yes. This chat is held by a program with itself, to see that all of it works.';

/**
 * A whole chat with the product's own clients: a customer writes, an operator sees it, takes it and answers, the customer
 * reads the answer and closes. What an earlier one left open is closed first, so that no clock of it goes on.
 * @param limit milliseconds that each step may take
 * @throws Error that names the step which did not happen
 */
export async function chatWithItself(doors: BothDoors, limit = 15_000): Promise<SelfChat> {
  const operator = createOperatorClient({ ...doors, ticket: () => doors.ticket('operator') });
  const customer = createCustomerClient({ ...doors, ticket: () => doors.ticket('customer') });
  const conversation = doors.newId();
  const settled = (client: Client<typeof customer.state> | Client<typeof operator.state>, id: string): boolean =>
    (client.state.conversations.get(id)?.pending ?? []).length === 0;
  const wait = (client: typeof customer | typeof operator, what: string, holds: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (): void => {
        doors.clearTimer(timer);
        stop();
      };
      const timer = doors.setTimer(() => {
        end();
        const { connection, refusals } = client.state;
        reject(new Error(`${what} did not happen in ${limit} ms (${connection.status}, ${JSON.stringify(refusals)})`));
      }, limit);
      const check = (): void => {
        if (!holds()) return;
        end();
        resolve();
      };
      const stop = client.subscribe(check);
      check();
    });
  const do_ = async (client: typeof customer | typeof operator, id: string, type: string, more = {}): Promise<void> => {
    client.command(id, { type, ...more });
    await wait(client, type, () => settled(client, id));
    const refused = client.state.refusals.find((one) => one.conversation === id);
    if (refused) throw new Error(`${type} was refused: ${refused.code}`);
  };

  try {
    operator.start();
    await wait(operator, 'the operator’s socket', () => operator.state.connection.status === 'online');
    await operator.request({ type: 'inbox.watch' });
    for (const [old, { bucket }] of operator.state.inbox.cards) {
      if (bucket === 'closed') continue;
      operator.watch(old);
      await wait(operator, 'an old chat', () => (operator.state.conversations.get(old)?.log.seq ?? 0) > 0);
      await do_(operator, old, 'conversation.close');
    }

    customer.start();
    await wait(customer, 'the customer’s socket', () => customer.state.connection.status === 'online');
    const asked = doors.now();
    customer.command(conversation, { type: 'message.post', text: QUESTION });
    const seen = wait(operator, 'the card in the inbox', () => operator.state.inbox.cards.has(conversation)).then(
      () => doors.now() - asked,
    );
    await wait(customer, 'the acknowledgement', () => settled(customer, conversation));
    const acknowledged = doors.now() - asked;
    const delivered = await seen;

    operator.watch(conversation);
    await wait(operator, 'the chat', () => (operator.state.conversations.get(conversation)?.log.seq ?? 0) > 0);
    await do_(operator, conversation, 'conversation.claim');
    const replied = doors.now();
    const draft = { conversation, customer: operator.state.conversations.get(conversation)?.log.view?.customer };
    operator.command(conversation, { type: 'message.post', text: ANSWER, draft });
    const heard = (): boolean =>
      customer.state.conversations
        .get(conversation)
        ?.log.entries.some(({ events }) => events.some((event) => 'text' in event && event.text === ANSWER)) === true;
    await wait(customer, 'the answer', heard);
    const answered = doors.now() - replied;
    await wait(operator, 'the answer’s acknowledgement', () => settled(operator, conversation));
    await do_(customer, conversation, 'conversation.close');
    return { acknowledged, delivered, answered };
  } finally {
    customer.stop();
    operator.stop();
  }
}
