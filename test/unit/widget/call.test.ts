import * as v from 'valibot';
import { describe, expect, it, vi } from 'vitest';
import { CustomerCommandSchema } from '../../../shared/protocol/commands.ts';
import { createTicker } from '../../../web/base/ticker.ts';
import { callForm, changeCall, closeCall, openCall } from '../../../web/widget/services/call-form.ts';
import type { Chat } from '../../../web/widget/services/chat-types.ts';
import { takeRefusedCall } from '../../../web/widget/services/refused-call.ts';
import { sendCall } from '../../../web/widget/services/send-call.ts';
import type { CallForm } from '../../../web/widget/store/call.ts';
import { requestOf, suggestedTime } from '../../../web/widget/store/call-request.ts';
import { readablePhone, refusedCall } from '../../../web/widget/store/call-shown.ts';

const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();
const NOW = at(22, 14, 10);
const form = (change: Partial<CallForm> = {}): CallForm => ({
  phone: '8 (912) 345-67-89',
  when: 'now',
  time: '',
  problem: null,
  ...change,
});

describe('"call me"', () => {
  it('asks for the moment that was chosen, where the reader is', () => {
    const moment = (change: Partial<CallForm>): unknown => requestOf(form(change), NOW).command?.at;
    expect(requestOf(form(), NOW)).toEqual({ command: { type: 'callback.request', phone: '8 (912) 345-67-89' } });
    expect(moment({ when: 'half' })).toBe(NOW + 30 * 60_000);
    expect(moment({ when: 'today', time: '18:30' })).toBe(at(22, 18, 30));
    expect(moment({ when: 'tomorrow', time: '09:00' })).toBe(at(23, 9));
  });

  it('is a frame that the server takes', () => {
    const { command } = requestOf(form({ when: 'tomorrow', time: '09:00' }), NOW);
    const frame = { ...command, id: 'f1-8fJq2LmZx4Vw7TcR1a', conversation: 'Zk3vQ9xT7mLw2bYc8RdP1A', after: 1 };
    expect(v.safeParse(CustomerCommandSchema, frame).success).toBe(true);
  });

  it('says what is to be changed: no number, none that can be dialled, no time, one that is past', () => {
    for (const phone of ['', '   ', '912 345', 'call me', '+0123456789', '<b>1</b>'])
      expect(requestOf(form({ phone }), NOW)).toEqual({ problem: 'phone' });
    for (const time of ['', 'soon'])
      expect(requestOf(form({ when: 'today', time }), NOW)).toEqual({ problem: 'noTime' });
    expect(requestOf(form({ when: 'today', time: '14:10' }), NOW)).toEqual({ problem: 'time' });
  });

  it('suggests a time that leaves a while, and none when today is over', () => {
    expect(suggestedTime('today', NOW)).toBe('15:00');
    expect(suggestedTime('today', at(22, 23, 45))).toBe('');
    expect(suggestedTime('tomorrow', NOW)).toBe('10:00');
    expect(suggestedTime('now', NOW)).toBe('');
  });

  it('that was refused comes back as it was', () => {
    expect(refusedCall('bad_phone', { phone: '912' }, NOW)).toEqual(form({ phone: '912', problem: 'phone' }));
    const late = refusedCall('bad_time', { phone: '+7912', at: at(22, 14) }, NOW);
    expect(late).toEqual(form({ phone: '+7912', when: 'today', time: '14:00', problem: 'time' }));
    expect(refusedCall('bad_time', { phone: '+7912', at: at(23, 9) }, NOW)).toMatchObject({ when: 'tomorrow' });
  });

  it('groups a Russian number, and leaves others as they are', () => {
    expect(readablePhone('+79123456789')).toBe('+7 912 345-67-89');
    expect(readablePhone('+4915112345678')).toBe('+4915112345678');
  });
});

describe('the form of a call', () => {
  /** A chat that takes commands, and refuses nothing but what it is told to. */
  function aChat(refused: readonly { code: string; type: string; phone?: string }[] = []) {
    const commands: unknown[] = [];
    let refusals = refused.map(({ code, ...command }, index) => ({
      id: `r${index}`,
      conversation: 'c',
      code,
      command,
    }));
    const chat = {
      get state() {
        return { client: { refusals } };
      },
      ticker: createTicker({ now: () => NOW, setTimer: () => 0, clearTimer: () => {} }),
      command: (frame: unknown) => void commands.push(frame),
      dismissRefusal: (id: string) => {
        refusals = refusals.filter((it) => it.id !== id);
      },
      refresh: vi.fn(),
    } as unknown as Chat;
    closeCall(chat);
    return {
      chat,
      commands,
      refuse: (code: string, phone: string) => {
        refusals = [{ id: 'late', conversation: 'c', code, command: { type: 'callback.request', phone } }];
      },
    };
  }

  it('keeps what was typed while something is wrong with it, and goes when it is sent', () => {
    const { chat, commands } = aChat();
    openCall(chat);
    changeCall(chat, { phone: '912 345' });
    expect(sendCall(chat)).toBe(false);
    expect(callForm()).toMatchObject({ phone: '912 345', problem: 'phone' });
    openCall(chat, '+7 000'); // opened again from elsewhere: what was typed stays
    changeCall(chat, { phone: '+7 912 345-67-89' });
    expect(callForm()?.problem).toBeNull();
    expect(sendCall(chat)).toBe(true);
    expect(commands).toEqual([{ type: 'callback.request', phone: '+7 912 345-67-89' }]);
    expect(callForm()).toBeNull();
    expect(sendCall(chat)).toBe(false);
  });

  it('opens again with the number that the server refused, until it is changed and sent', () => {
    const { chat, commands, refuse } = aChat();
    refuse('bad_phone', '+7 912');
    takeRefusedCall(chat);
    expect(callForm()).toMatchObject({ phone: '+7 912', problem: 'phone' });
    changeCall(chat, { phone: '+7 912 345-67-89' });
    expect(callForm()).toMatchObject({ phone: '+7 912 345-67-89', problem: null });
    expect(sendCall(chat)).toBe(true);
    expect(commands).toHaveLength(1);
    expect(callForm()).toBeNull();
  });

  it('has nothing to do with what else was refused', () => {
    const { chat, refuse } = aChat();
    refuse('not_found', '+7 912 345-67-89');
    takeRefusedCall(chat);
    expect(callForm()).toBeNull();
  });
});
