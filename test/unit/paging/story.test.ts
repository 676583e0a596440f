import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../shared/domain/kernel/policy.ts';
import { lastNight, morningOf, nightOf, nightsBefore } from '../../../shared/domain/on-call/night.ts';
import type { PageCommand } from '../../../shared/domain/paging/commands.ts';
import { decidePage } from '../../../shared/domain/paging/decide.ts';
import { evolvePage } from '../../../shared/domain/paging/evolve.ts';
import { NO_PAGE } from '../../../shared/domain/paging/state.ts';
import { type PageCommit, type StoryContext, storyOf } from '../../../shared/domain/paging/story.ts';

/** 03:12:00 in Moscow, in the night of the 22nd. */
const NIGHT = Date.UTC(2026, 10, 23, 0, 12);
const CONTEXT: StoryContext = {
  nameOf: (conversation) => (conversation === 'chat' ? 'Ivan' : ''),
  kindOf: (contact) => (contact.startsWith('push') ? 'push' : contact.startsWith('sms') ? 'sms' : undefined),
};

/** A ladder's log, told command by command; times are seconds of the night. */
function aLog() {
  const commits: PageCommit[] = [];
  const tell = (second: number, command: PageCommand, text?: string): void => {
    const before = commits.at(-1)?.state ?? NO_PAGE;
    const at = NIGHT + second * 1000;
    const decision = decidePage(before, command, at);
    if (!decision.ok) throw new Error(`${command.type} was refused: ${decision.reason}`);
    const state = evolvePage(before, decision.events, at);
    commits.push({
      seq: state.seq,
      prev: { customer: 0, operator: 0 },
      commitId: `k${state.seq}`,
      command: `k${state.seq}`,
      at,
      by: { kind: 'system', id: 'system' },
      events: decision.events,
      body: text === undefined ? {} : { text },
      state,
    });
  };
  const episode = (): number => commits.at(-1)?.state.episode ?? 0;
  return {
    commits,
    tell,
    raise: (second: number, conversation: string, since = second) =>
      tell(second, {
        type: 'page.raise',
        rhythm: 'unstaffed',
        ladder: DEFAULT_POLICY.ladders.unstaffed,
        wait: { conversation, since: NIGHT + since * 1000 },
        acknowledgedSilent: 180,
      }),
    step: (
      second: number,
      step: number,
      contacts: Readonly<Record<string, string>>,
      failed: readonly string[] = [],
    ) => {
      const sends = Object.entries(contacts).map(([contact, person]) => ({ person, contact, code: `code-${contact}` }));
      tell(second, { type: 'step.begin', episode: episode(), step, sends });
      tell(second + 1, { type: 'step.mark', episode: episode(), step, failed });
    },
    acknowledge: (second: number, by: string) => tell(second, { type: 'page.acknowledge', by, episode: episode() }),
  };
}
const linesOf = (log: ReturnType<typeof aLog>, episode = 1) =>
  storyOf('oncall', episode, log.commits, CONTEXT)?.lines.map(({ at, what, people, kinds }) =>
    [(at - NIGHT) / 1000, what, ...people, ...(kinds ?? [])].join(' '),
  );

describe('the story of a page', () => {
  it('is what rang whom by what, and how long each customer waited', () => {
    const log = aLog();
    log.raise(4, 'chat', 0);
    log.step(4, 0, { 'sms-a': 'anna', 'push-a': 'anna' });
    log.raise(30, 'other');
    log.step(49, 1, { 'sms-p': 'pyotr' }, ['sms-p']);
    log.tell(60, { type: 'wait.settle', conversations: ['other'], why: 'answered' });
    log.acknowledge(78, 'anna');
    log.tell(79, { type: 'page.claim', episode: 1, conversation: 'chat' });
    log.tell(80, { type: 'page.tell', episode: 1 });
    log.tell(95, {
      type: 'ring.report',
      episode: 1,
      step: 0,
      person: 'anna',
      contact: 'sms-a',
      result: 'delivered',
    });
    expect(linesOf(log)).toEqual([
      '4 raised',
      '4 rang anna push sms',
      '30 joined',
      '50 failed pyotr sms',
      '60 settled',
      '78 acknowledged anna',
      '79 claimed anna',
      '95 delivered anna sms',
    ]);
    expect(storyOf('oncall', 1, log.commits, CONTEXT)).toMatchObject({
      ladder: 'oncall',
      episode: 1,
      status: 'acknowledged',
      raisedAt: NIGHT + 4000,
      acknowledged: { by: 'anna', at: NIGHT + 78_000 },
      endedAt: null,
      waits: [
        { conversation: 'chat', name: 'Ivan', waited: 78 },
        { conversation: 'other', name: '', waited: 30 },
      ],
      more: 0,
      rings: 1,
    });
  });

  it('of an alarm has its reason, its specialists, and whoever passed it on', () => {
    const log = aLog();
    log.tell(
      0,
      {
        type: 'page.raise',
        rhythm: 'staffed',
        ladder: DEFAULT_POLICY.ladders.staffed,
        alarm: { by: 'oleg' },
        acknowledgedSilent: 180,
      },
      'payments fail',
    );
    log.step(1, 0, { 'sms-a': 'anna' });
    log.tell(10, { type: 'page.pass', by: 'anna', episode: 1 });
    log.step(11, 1, {});
    log.tell(20, { type: 'specialist.wake', ladder: 'skill.payments', by: 'anna' });
    expect(linesOf(log)).toEqual([
      '0 raised',
      '0 alarm oleg',
      '1 rang anna sms',
      '10 passed anna',
      '11 nobody',
      '20 woken anna',
    ]);
    expect(storyOf('oncall', 1, log.commits, CONTEXT)).toMatchObject({ reason: 'payments fail', waits: [] });
    expect(storyOf('oncall', 1, log.commits, CONTEXT)?.lines.at(-1)?.why).toBe('skill.payments');
  });

  it('that waits on says so, and how it ended once it has', () => {
    const log = aLog();
    log.raise(0, 'chat');
    const waits = (): unknown => storyOf('oncall', 1, log.commits, CONTEXT)?.waits;
    expect(waits()).toEqual([{ conversation: 'chat', name: 'Ivan', waited: null }]);
    log.tell(40, { type: 'wait.settle', conversations: ['chat'], why: 'customer_closed' });
    expect(waits()).toEqual([{ conversation: 'chat', name: 'Ivan', waited: 40 }]);
    expect(linesOf(log)).toEqual(['0 raised', '40 settled', '40 ended']);
    expect(storyOf('oncall', 1, log.commits, CONTEXT)).toMatchObject({ status: 'ended', endedAt: NIGHT + 40_000 });
  });

  it('of a crash between ringing and noting it has rung', () => {
    const log = aLog();
    log.raise(0, 'chat');
    const sends = [{ person: 'anna', contact: 'sms-a', code: 'x' }];
    log.tell(1, { type: 'step.begin', episode: 1, step: 0, sends });
    log.acknowledge(9, 'anna');
    expect(linesOf(log)).toEqual(['0 raised', '1 rang anna sms', '9 acknowledged anna']);
  });

  it('rings in groups, does not know what was removed since, and leaves out whom a step withheld', () => {
    const log = aLog();
    log.raise(0, 'chat');
    log.step(1, 0, { 'sms-a': 'anna', 'sms-p': 'pyotr', 'push-o': 'oleg', gone: 'maria' });
    expect(linesOf(log)).toEqual(['0 raised', '1 rang anna pyotr sms', '1 rang oleg push', '1 rang maria']);
    const sends = [{ person: 'anna', contact: 'sms-a', code: 'x', withheld: true } as const];
    log.tell(50, { type: 'step.begin', episode: 1, step: 1, sends });
    expect(linesOf(log)).toHaveLength(4);
    expect(storyOf('oncall', 1, log.commits, CONTEXT)?.rings).toBe(4);
  });

  it('is told apart from the next page, whose log has the late report of this one', () => {
    const log = aLog();
    log.raise(0, 'chat');
    log.step(1, 0, { 'sms-a': 'anna' });
    log.acknowledge(5, 'anna');
    log.raise(600, 'other');
    log.tell(601, {
      type: 'ring.report',
      episode: 1,
      step: 0,
      person: 'anna',
      contact: 'sms-a',
      result: 'undelivered',
    });
    expect(linesOf(log, 1)?.at(-1)).toBe('601 undelivered anna sms');
    expect(linesOf(log, 2)).toEqual(['600 raised']);
    expect(storyOf('oncall', 3, log.commits, CONTEXT)).toBeNull();
  });

  it('can be told from its end, when the beginning was not read', () => {
    const log = aLog();
    log.raise(0, 'chat');
    log.step(1, 0, { 'sms-a': 'anna' });
    log.step(46, 1, { 'sms-p': 'pyotr' });
    const story = storyOf('oncall', 1, log.commits.slice(3), CONTEXT);
    expect(story).toMatchObject({ raisedAt: NIGHT, waits: [{ conversation: 'chat' }], rings: 1 });
  });

  it('names twenty who wait, and counts the others', () => {
    const log = aLog();
    for (let i = 0; i < 25; i++) log.raise(i, `chat-${i}`);
    const story = storyOf('oncall', 1, log.commits, CONTEXT);
    expect([story?.waits.length, story?.more]).toEqual([20, 5]);
    expect(story?.waits[0]?.conversation).toBe('chat-0');
  });
});

describe('a night', () => {
  const policy = { night: { from: '22:00', to: '08:00' }, zone: 'Europe/Moscow' };
  const MORNING = Date.UTC(2026, 10, 23, 6); // 9:00

  it('begins in the evening and ends on the next day', () => {
    const [night, before] = nightsBefore(MORNING, policy, 2);
    expect(night).toEqual({ night: '2026-11-22', from: Date.UTC(2026, 10, 22, 19), to: Date.UTC(2026, 10, 23, 5) });
    expect(before?.night).toBe('2026-11-21');
    expect(nightsBefore(MORNING, policy, 28)).toHaveLength(28);
    expect(lastNight(Date.UTC(2026, 10, 23, 4, 59), policy)?.night).toBe('2026-11-21');
    expect(lastNight(Date.UTC(2026, 10, 23, 5), policy)?.night).toBe('2026-11-22');
  });

  it('of some hours after midnight is called after the day it is in', () => {
    const short = { ...policy, night: { from: '00:30', to: '06:00' } };
    expect(nightsBefore(MORNING, short, 1)[0]?.night).toBe('2026-11-23');
  });

  it('is an hour longer or shorter when the clocks change', () => {
    const berlin = { ...policy, zone: 'Europe/Berlin' };
    const hours = (at: number): number => {
      const night = lastNight(at, berlin);
      return night ? (night.to - night.from) / 3_600_000 : 0;
    };
    expect(hours(Date.UTC(2026, 2, 29, 12))).toBe(9);
    expect(hours(Date.UTC(2026, 9, 25, 12))).toBe(11);
  });

  it('without a length is none', () => {
    expect(nightsBefore(MORNING, { ...policy, night: { from: '08:00', to: '08:00' } }, 28)).toEqual([]);
  });

  it('counts who was rung in it, and how long was waited', () => {
    const log = aLog();
    log.raise(0, 'chat');
    log.step(1, 0, { 'sms-a': 'anna', 'push-a': 'anna' });
    log.step(46, 1, { 'sms-p': 'pyotr' });
    log.step(80, 2, { 'sms-a': 'anna', 'sms-p': 'pyotr' });
    log.acknowledge(90, 'pyotr');
    log.raise(8 * 3600, 'by day');
    log.step(8 * 3600 + 1, 0, { 'sms-a': 'anna' });
    const stories = [1, 2].flatMap((episode) => storyOf('oncall', episode, log.commits, CONTEXT) ?? []);
    const [night, before] = nightsBefore(MORNING, policy, 2);
    if (!night || !before) throw new Error('no nights');
    const figures = nightOf(stories, night);
    expect(figures).toEqual({
      night: '2026-11-22',
      pages: 1,
      rings: { anna: 2, pyotr: 2 },
      acknowledged: { pyotr: 1 },
      longestWait: 90,
    });
    expect(morningOf(figures)).toEqual({ pages: 1, rings: 4, takers: ['pyotr'], longestWait: 90 });
    expect(nightOf(stories, before)).toEqual({
      night: '2026-11-21',
      pages: 0,
      rings: {},
      acknowledged: {},
      longestWait: null,
    });
  });
});
