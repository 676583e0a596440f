import { beforeEach, describe, expect, it } from 'vitest';
import { runPageCommand } from '../../../functions/paging/command.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/kernel/policy.ts';
import { ON_CALL } from '../../../shared/domain/paging/ladders.ts';
import type { Nights, PageStory } from '../../../shared/protocol/on-call.ts';
import { anOnCallDoor, type OnCallDoor } from '../../support/on-call-door.ts';

let door: OnCallDoor;
beforeEach(async () => {
  door = await anOnCallDoor();
});

const pages = async (before?: number | null, as = 'oleg') => {
  const { status, body } = await door.get(`/pages${before === undefined ? '' : `?before=${before}`}`, as);
  expect(status).toBe(200);
  return { pages: body['pages'] as PageStory[], before: body['before'] as number | null };
};
const nights = async (): Promise<Nights['nights']> => (await door.get('/nights')).body['nights'] as Nights['nights'];
const whatOf = (story: PageStory | undefined) => story?.lines.map(({ what }) => what);
/** a page of the on-call ladder that somebody takes at once */
async function aPage(reason = 'trouble'): Promise<number> {
  const raised = await runPageCommand(
    door.deps,
    'kofevarnya',
    ON_CALL,
    {
      type: 'page.raise',
      rhythm: 'staffed',
      ladder: DEFAULT_POLICY.ladders.staffed,
      alarm: { by: 'oleg' },
      acknowledgedSilent: 180,
    },
    { body: { text: reason } },
  );
  if (!raised.ok) throw new Error(raised.reason);
  const { episode } = raised.state;
  await door.advance(10);
  await runPageCommand(door.deps, 'kofevarnya', ON_CALL, { type: 'page.acknowledge', by: 'anna', episode });
  await door.advance(600);
  return episode;
}

describe('pages', () => {
  it('are none at first', async () => {
    expect(await pages()).toEqual({ pages: [], before: null });
  });

  it('tell the night of a customer, of whoever was woken for it', async () => {
    const ivan = await door.customer();
    const conversation = 'conversation-0000000001';
    await ivan.send('message.post', { conversation, after: 0, text: 'On fire' });
    await ivan.send('human.request', { conversation, after: 1, choice: 'wake' });
    await door.advance(60);
    const anna = await door.operator('anna');
    const ack = await anna.send('page.acknowledge', { ladder: ON_CALL, episode: 1 });
    expect(ack).toMatchObject({ type: 'ack', conversation });

    const [story, ...others] = (await pages()).pages;
    expect(others).toEqual([]);
    expect(story).toMatchObject({
      ladder: ON_CALL,
      status: 'acknowledged',
      acknowledged: { by: 'anna' },
      waits: [{ conversation, name: 'Ivan Petrov', waited: 60 }],
      rings: 2,
    });
    expect(whatOf(story)).toEqual(['raised', 'rang', 'rang', 'acknowledged', 'claimed']);
    expect(story?.lines[1]).toMatchObject({ people: ['anna'], kinds: ['sms'], step: 0 });
    expect(story?.lines[2]).toMatchObject({ people: ['pyotr'], kinds: ['sms'], step: 1 });
  });

  it('have those of the specialists beside them who were woken meanwhile', async () => {
    const anna = await door.operator('anna');
    await aPage();
    await anna.send('specialist.wake', { who: { person: 'oleg' }, reason: 'the till is stuck' });
    await door.advance(5);
    const stories = (await pages()).pages;
    expect(stories.map(({ ladder }) => ladder)).toEqual(['person.oleg', ON_CALL]);
    expect(stories[0]).toMatchObject({ reason: 'the till is stuck', status: 'ringing' });
    expect(whatOf(stories[1])).toContain('woken');
  });

  it('come ten at a time, newest first, each once', async () => {
    for (let i = 0; i < 23; i++) await aPage(`alarm ${i}`);
    const found: PageStory[] = [];
    const sizes: number[] = [];
    for (let before: number | null | undefined; before !== null; ) {
      const part = await pages(before);
      found.push(...part.pages);
      sizes.push(part.pages.length);
      before = part.before;
    }
    expect(sizes).toEqual([10, 10, 3]);
    expect(found.map(({ episode }) => episode)).toEqual(Array.from({ length: 23 }, (_, i) => 23 - i));
    expect(found.map(({ reason }) => reason)).toEqual(Array.from({ length: 23 }, (_, i) => `alarm ${22 - i}`));
    for (const story of found) expect(whatOf(story)?.slice(0, 2)).toEqual(['raised', 'alarm']);
  });

  it('that rang for days are told once, from their end, and do not hide those before', async () => {
    await aPage('before');
    const ivan = await door.customer();
    const conversation = 'conversation-0000000001';
    await ivan.send('message.post', { conversation, after: 0, text: 'On fire' });
    await ivan.send('human.request', { conversation, after: 1, choice: 'wake' });
    await door.advance(16 * 3600);
    const first = await pages();
    expect(first.pages).toHaveLength(1);
    expect(first.pages[0]).toMatchObject({ episode: 2, status: 'ringing', waits: [{ conversation }] });
    expect(first.before).not.toBeNull();
    const found: PageStory[] = [];
    for (let { before } = first; before !== null; ) {
      const part = await pages(before);
      found.push(...part.pages);
      before = part.before;
    }
    expect(found.map(({ episode }) => episode)).toEqual([1]);
  });

  it.each(['-1', 'x', '1e400', '99999999999999999999'])('before %s are a mistake', async (before) => {
    expect(await door.get(`/pages?before=${before}`)).toMatchObject({ status: 400, body: { code: 'invalid_query' } });
  });
});

describe('nights', () => {
  it('are 28, with nothing in them at first', async () => {
    const found = await nights();
    expect(found).toHaveLength(28);
    expect(found[0]).toEqual({ night: '2026-11-21', pages: 0, rings: {}, acknowledged: {}, longestWait: null });
  });

  it('count rings and who took pages between the hours of the policy', async () => {
    await aPage(); // at noon
    await door.advance(11 * 3600);
    await aPage(); // at 23:10
    await aPage();
    const [night, before] = await nights();
    expect(night).toEqual({
      night: '2026-11-22',
      pages: 2,
      rings: { anna: 2 },
      acknowledged: { anna: 2 },
      longestWait: null,
    });
    expect(before?.pages).toBe(0);
  });

  it('count specialists as well', async () => {
    await door.advance(11 * 3600);
    const anna = await door.operator('anna');
    await anna.send('specialist.wake', { who: { person: 'oleg' }, reason: 'the till is stuck' });
    await door.advance(5);
    expect((await nights())[0]).toMatchObject({ pages: 1, rings: { oleg: 1 } });
  });
});
