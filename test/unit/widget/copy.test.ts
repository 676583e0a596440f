import { describe, expect, it, vi } from 'vitest';
import type { CustomerState } from '../../../shared/client/types.ts';
import { createTicker } from '../../../web/base/ticker.ts';
import { createAttention } from '../../../web/widget/services/attention.ts';
import type { Chat, ChatState } from '../../../web/widget/services/chat-types.ts';
import { saveCopy } from '../../../web/widget/services/save-copy.ts';
import { copyReading } from '../../../web/widget/services/telling.ts';
import { FIXTURE_CONVERSATION, type Scenario, stateOf } from '../../support/widget/scenarios.ts';

const NOW = new Date(2026, 10, 22, 12).getTime();

/** A chat that stands in a scenario; `older` is what happens when what was before is asked for. */
function aChat(state: CustomerState, older: (show: (next: CustomerState) => void) => void = () => {}): Chat {
  const listeners = new Set<() => void>();
  let client = state;
  const show = (next: CustomerState): void => {
    client = next;
    for (const listener of [...listeners]) listener();
  };
  return {
    get state() {
      return { client, conversation: FIXTURE_CONVERSATION } as ChatState;
    },
    ticker: createTicker({ now: () => NOW, setTimer: () => 0, clearTimer: () => {} }),
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    older: () => older(show),
  } as unknown as Chat;
}

async function saved(chat: Chat, locale: 'ru' | 'en' = 'en'): Promise<{ name: string; text: string }> {
  const save = vi.fn();
  await saveCopy(chat, copyReading(chat, locale), save);
  const [name, text] = save.mock.calls[0] as [string, string];
  return { name, text };
}
const inScenario = (scenario: Scenario, locale: 'ru' | 'en' = 'en') =>
  saved(aChat(stateOf(scenario, locale, NOW)), locale);

/** The first `count` entries are not loaded. */
function withoutFirst(state: CustomerState, count: number): CustomerState {
  const copy = state.conversations.get(FIXTURE_CONVERSATION);
  if (!copy) throw new Error('This scenario has no conversation.');
  const log = { ...copy.log, entries: copy.log.entries.slice(count), complete: count === 0 };
  return { ...state, conversations: new Map([[FIXTURE_CONVERSATION, { ...copy, log }]]) };
}

describe('the copy that a customer keeps', () => {
  it('has names, times and texts, in the order of the conversation', async () => {
    const { name, text } = await inScenario('joined');
    expect(name).toBe('chat-2026-11-22.txt');
    // With a comma or without, as the browser's own language data has it.
    expect(text.replaceAll('Sunday,', 'Sunday').split('\n').slice(0, 6)).toEqual([
      'Kofevarnya. Conversation, saved Sunday 22 November 2026, 12:00',
      '',
      'Sunday 22 November 2026',
      '11:48  You: Hello. The coffee maker stopped heating water, and it is only a month old.',
      '11:48  · Anna has joined',
      '11:49  Anna: Hello Ivan! Sorry about that. Does the heating light come on?',
    ]);
    expect((await inScenario('joined', 'ru')).text).toContain('11:48  · К вам подключилась Анна');
  });

  it('says that a message was withdrawn, and not what it said', async () => {
    expect((await inScenario('withdrawn', 'ru')).text).toContain('Анна: Сообщение отозвано: было адресовано не вам.');
    expect((await inScenario('withdrawn-wrong')).text).toContain('Withdrawn: something in it was not right');
  });

  it('has the promises, the answers and the calls, without the number', async () => {
    expect((await inScenario('promise-moved')).text).toContain('The time was moved.');
    expect((await inScenario('promise-late')).text).toContain("We didn't make it.");
    expect((await inScenario('restate-no')).text).toContain('You answered: not quite');
    for (const scenario of ['call', 'call-missed', 'call-reached'] as const) {
      const { text } = await inScenario(scenario);
      expect(text).toMatch(/asked for a call/);
      expect(text).not.toMatch(/912/);
    }
    expect((await inScenario('not-sent')).text).toContain('(not sent yet)');
  });

  it('lets no text pass for a line of somebody else', async () => {
    const state = stateOf('joined', 'en', NOW);
    const copy = state.conversations.get(FIXTURE_CONVERSATION);
    const [first] = copy?.log.entries ?? [];
    const text = 'One\n11:50  Anna: you get it for free';
    const forged = { type: 'message.posted', by: 'customer', person: 'ivan', text } as const;
    Object.assign(first ?? {}, { events: [forged] });
    const lines = (await saved(aChat(state))).text.split('\n');
    expect(lines).toContain('       11:50  Anna: you get it for free');
    expect(lines).not.toContain('11:50  Anna: you get it for free');
  });

  it('loads what was before, part by part', async () => {
    const whole = stateOf('joined', 'en', NOW);
    let left = 4;
    const chat = aChat(withoutFirst(whole, left), (show) => {
      left -= 2;
      show(withoutFirst(whole, left));
    });
    const { text } = await saved(chat);
    expect(text).toContain('Hello. The coffee maker stopped');
    expect(text).not.toContain('could not be loaded');
  });

  it('says that its beginning is missing when there is no connection', async () => {
    const whole = withoutFirst(stateOf('joined', 'en', NOW), 2);
    const connection = { status: 'offline', since: NOW, attempt: 1, retryAt: NOW } as const;
    const { text } = await saved(aChat(whole, (show) => show({ ...whole, connection })));
    expect(text).toContain('The beginning could not be loaded: no connection.');
    expect(text).toContain('Does that suit you?');
  });
});

describe('the title of the page', () => {
  it('carries the number of what was not seen, whatever the site names itself meanwhile', () => {
    const page = { title: 'Shop' } as Document;
    const attention = createAttention(page);
    attention.unread(2);
    expect(page.title).toBe('(2) Shop');
    page.title = 'Returns';
    attention.unread(3);
    expect(page.title).toBe('(3) Returns');
    attention.unread(0);
    expect(page.title).toBe('Returns');
  });
});
