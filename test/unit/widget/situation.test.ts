import { describe, expect, it } from 'vitest';
import type { Pending } from '../../../shared/client/types.ts';
import { type Facts, situationOf, stageOf, type View, viewOf } from '../../../web/widget/store/situation.ts';

const NOW = Date.UTC(2026, 10, 22, 3, 12, 0);

const aView = (more: Partial<View> = {}): View => ({
  status: 'open',
  owner: null,
  coming: null,
  wait: null,
  promise: null,
  proposed: null,
  answered: false,
  solved: null,
  rated: null,
  ...more,
});

const facts = (more: Partial<Facts> = {}): Facts => ({
  view: null,
  pending: [],
  connection: { status: 'online', since: 0 },
  staffed: true,
  offset: 0,
  ...more,
});

const sending = (command: Pending['command']): Pending => ({
  id: 'p',
  conversation: 'c',
  log: 'conversation',
  command,
  after: 0,
  queuedAt: NOW,
  sentAt: null,
  late: false,
});

const situation = (more: Partial<Facts>) => {
  const all = facts(more);
  return situationOf(viewOf(all), all);
};

const waiting = (more: Partial<NonNullable<View['wait']>> = {}): View['wait'] => ({
  kind: 'connect',
  since: NOW,
  asked: false,
  paged: false,
  ...more,
});

describe('how the wait stands', () => {
  it('offers a person before a word is written, and two ways when nobody is there', () => {
    expect(situation({})).toEqual({ kind: 'quiet', alone: false });
    expect(situation({ staffed: false })).toEqual({ kind: 'quiet', alone: true });
  });

  it('shows the cup at the tap, not at the answer of the server', () => {
    const pending = [sending({ type: 'human.request', choice: 'wake' })];
    expect(situation({ pending, staffed: false })).toMatchObject({ kind: 'calling', since: NOW, ringing: true });
  });

  it('does not say that a person was called when the call could not go out', () => {
    const connection = { status: 'offline', since: 0, attempt: 3, retryAt: 0 } as const;
    expect(situation({ pending: [sending({ type: 'human.request' })], connection })).toMatchObject({ queued: true });
    expect(situation({ view: aView({ wait: waiting() }), connection })).toMatchObject({ queued: false });
  });

  it('asks which way only while a plain message waits with nobody there', () => {
    const view = aView({ wait: waiting() });
    expect(situation({ view })).toMatchObject({ kind: 'calling', ringing: false });
    expect(situation({ view, staffed: false })).toEqual({ kind: 'choice' });
    expect(situation({ view: aView({ wait: waiting({ asked: true }) }), staffed: false })).toMatchObject({
      kind: 'calling',
    });
    expect(situation({ view: aView({ wait: waiting({ paged: true }) }), staffed: false })).toMatchObject({
      kind: 'calling',
      ringing: true,
    });
  });

  it('names who comes, who is here, and since when an answer is awaited', () => {
    const anna = { owner: 'anna', ownerName: 'Anna' };
    const reply = waiting({ kind: 'reply' });
    expect(situation({ view: aView({ ...anna, coming: NOW, wait: reply }) })).toEqual({
      kind: 'coming',
      name: 'Anna',
      since: NOW,
    });
    expect(situation({ view: aView({ ...anna, wait: reply }) })).toEqual({
      kind: 'joined',
      name: 'Anna',
      waiting: NOW,
    });
    expect(situation({ view: aView(anna) })).toMatchObject({ kind: 'joined', waiting: null });
  });

  it('lets a lead ask for the morning, and no more than ask', () => {
    const view = aView({ owner: 'anna', ownerName: 'Anna', wait: waiting({ kind: 'reply' }), proposed: NOW + 1 });
    expect(situation({ view })).toEqual({ kind: 'proposed', name: 'Anna', due: NOW + 1 });
    const agreed = situation({ view, pending: [sending({ type: 'human.request', choice: 'morning' })] });
    expect(agreed.kind).not.toBe('proposed');
  });

  it('asks after the end, and goes on with the next message', () => {
    const view = aView({ status: 'closed' });
    expect(situation({ view })).toEqual({ kind: 'finished' });
    expect(situation({ view, pending: [sending({ type: 'message.post', text: 'One more' })] })).toMatchObject({
      kind: 'calling',
    });
  });

  it('shows a rating and "solved" at the tap', () => {
    const view = aView({ status: 'closed' });
    expect(viewOf(facts({ view, pending: [sending({ type: 'solved.answer', solved: true })] })).solved).toBe(true);
    expect(viewOf(facts({ view, pending: [sending({ type: 'conversation.rate', score: 'good' })] })).rated).toBe(
      'good',
    );
  });

  it('changes its words at 40, 70 and 100 percent of the target', () => {
    const at = (seconds: number) => stageOf(NOW, NOW + seconds * 1000, 100);
    expect([0, 39, 40, 69, 70, 99, 100, 500].map(at)).toEqual([
      'early',
      'early',
      'searching',
      'searching',
      'team',
      'team',
      'late',
      'late',
    ]);
  });
});
