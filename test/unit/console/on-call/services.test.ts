import { describe, expect, it } from 'vitest';
import type { PageStory } from '../../../../shared/protocol/on-call.ts';
import { type Answer, createOnCallApi, type Saved } from '../../../../web/console/on-call/api.ts';
import { createEditor } from '../../../../web/console/on-call/editor.ts';
import { lengthText } from '../../../../web/console/on-call/logic/length.ts';
import { outcomeOf, pathToTake, ringWords, shownOf, TRIES } from '../../../../web/console/on-call/logic/rings.ts';
import { ladderText, outcomeText, storiesAsCsv, storiesAsText } from '../../../../web/console/on-call/logic/story.ts';
import { createResource } from '../../../../web/console/on-call/model.ts';
import { placeOf } from '../../../../web/console/shell/route.ts';
import { ON_CALL_WORDS } from '../../../support/console/later-words.ts';

const json = (status: number, body: unknown): Response => new Response(JSON.stringify(body), { status });
const idToken = async (): Promise<string> => 'id-token';

describe('the on-call API', () => {
  it('sends the ID token as bearer and holds answers against the schema', async () => {
    const seen: { path: string; init: RequestInit | undefined }[] = [];
    const api = createOnCallApi({
      idToken,
      fetch: async (path, init) => {
        seen.push({ path, init });
        return json(200, { url: 'https://x.example/v1/calendar/a.ics' });
      },
    });
    expect(await api.calendar(true)).toEqual({ ok: true, value: { url: 'https://x.example/v1/calendar/a.ics' } });
    expect(seen[0]?.path).toBe('/v1/on-call/calendar');
    expect(new Headers(seen[0]?.init?.headers).get('authorization')).toBe('Bearer id-token');
    expect(seen[0]?.init?.body).toBe('{"renew":true}');
  });

  it.each([
    ['no answer', async () => Promise.reject(new TypeError('down')), { code: 'unreachable' }],
    ['an answer of another shape', async () => json(200, { address: 1 }), { code: 'unreachable' }],
    ['no JSON', async () => new Response('<html>', { status: 502 }), { code: 'unreachable' }],
    [
      'a refusal',
      async () => json(409, { code: 'edited_meanwhile', message: '-', by: 'Anna' }),
      { code: 'edited_meanwhile', by: 'Anna' },
    ],
  ] as const)('gives %s as a value', async (_, fetch, expected) => {
    expect(await createOnCallApi({ idToken, fetch }).calendar(false)).toMatchObject({ ok: false, ...expected });
  });

  it('says that the session is over when only a new sign-in helps', async () => {
    const over = async (): Promise<string> =>
      Promise.reject(Object.assign(new Error('over'), { fatal: 'session_over' }));
    expect(await createOnCallApi({ idToken: over, fetch: async () => json(200, {}) }).all()).toMatchObject({
      code: 'session_over',
    });
  });
});

describe('what is loaded', () => {
  it('loaded data stays while asking again fails, and an overtaken answer is thrown away', async () => {
    const answers: ((answer: Answer<number>) => void)[] = [];
    const resource = createResource<number>(() => new Promise((resolve) => answers.push(resolve)));
    const [first, second] = [resource.load(), resource.load()];
    answers[1]?.({ ok: true, value: 2 });
    answers[0]?.({ ok: true, value: 1 });
    await Promise.all([first, second]);
    expect(resource.value.value).toBe(2);
    const third = resource.load();
    answers[2]?.({ ok: false, code: 'unreachable', problems: [] });
    await third;
    expect([resource.value.value, resource.failed.value]).toEqual([2, 'unreachable']);
  });
});

describe('an editor', () => {
  function world() {
    const server = { version: 3, value: 'old' };
    let meanwhile: { version: number; value: string } | null = null;
    const shown = { ...server };
    const editor = createEditor<string>({
      current: () => shown.value,
      version: () => shown.version,
      reload: async () => void Object.assign(shown, server),
      save: async (version, next): Promise<Answer<Saved>> => {
        if (meanwhile) Object.assign(server, meanwhile);
        meanwhile = null;
        if (version !== server.version) return { ok: false, code: 'edited_meanwhile', problems: [], by: 'Pyotr' };
        if (next === 'bad')
          return { ok: false, code: 'has_problems', problems: [{ level: 'error', code: 'x', at: 'entries' }] };
        Object.assign(server, { version: version + 1, value: next });
        return { ok: true, value: { version: version + 1, problems: [] } };
      },
    });
    return {
      server,
      editor,
      edits: (value: string): void => {
        meanwhile = { version: server.version + 1, value };
      },
    };
  }

  it('an editor saves, and can bring back what was there before', async () => {
    const { editor, server } = world();
    editor.edit('new');
    await editor.save();
    expect([server.value, editor.draft.value, editor.before.value]).toEqual(['new', null, 'old']);
    await editor.undo();
    expect([server.value, server.version, editor.before.value]).toEqual(['old', 5, null]);
  });

  it('an editor keeps its draft when somebody else has saved, and goes on with it only if told to', async () => {
    const { editor, server, edits } = world();
    editor.edit('mine');
    edits('theirs');
    await editor.save();
    expect([editor.conflict.value, editor.draft.value, server.value]).toEqual(['Pyotr', 'mine', 'theirs']);
    await editor.save();
    expect(server.value).toBe('theirs');
    editor.keepMine();
    await editor.save();
    expect([server.value, editor.conflict.value]).toEqual(['mine', null]);
  });

  it('an editor drops its draft for theirs when asked', async () => {
    const { editor, edits } = world();
    editor.edit('mine');
    edits('theirs');
    await editor.save();
    editor.takeTheirs();
    expect([editor.draft.value, editor.conflict.value]).toEqual([null, null]);
  });

  it('an editor shows what the server found wrong, until the next change', async () => {
    const { editor } = world();
    editor.edit('bad');
    await editor.save();
    expect(editor.problems.value).toHaveLength(1);
    expect(editor.draft.value).toBe('bad');
    editor.edit('better');
    expect(editor.problems.value).toEqual([]);
  });
});

describe('addresses', () => {
  it('an address names a conversation or an on-call screen', () => {
    expect(placeOf('#conversation-ivan-00003')).toEqual({ conversation: 'conversation-ivan-00003', area: null });
    expect(placeOf('#/on-call')).toEqual({ conversation: null, area: 'now' });
    expect(placeOf('#/on-call/calendar')).toEqual({ conversation: null, area: 'calendar' });
    expect(placeOf('#/on-call/nowhere')).toEqual({ conversation: null, area: 'now' });
    expect(placeOf('')).toEqual({ conversation: null, area: null });
  });
});

describe('a page’s story', () => {
  const context = {
    words: ON_CALL_WORDS.en,
    zone: 'Europe/Moscow',
    nameOf: (id: string) => ({ anna: 'Anna', evil: '=HYPERLINK("x")' })[id] ?? id,
    length: (ms: number) => lengthText(ms, ON_CALL_WORDS.en.length),
  };
  const raised = Date.parse('2026-03-07T03:12:04+03:00');
  const page: PageStory = {
    ladder: 'oncall',
    episode: 41,
    status: 'ended',
    raisedAt: raised,
    acknowledged: { by: 'anna', at: raised + 74_000 },
    endedAt: raised + 90_000,
    waits: [{ conversation: 'conversation-ivan-00003', name: 'Ivan', waited: 94 }],
    more: 0,
    rings: 2,
    lines: [
      { at: raised, what: 'raised', people: [] },
      { at: raised + 400, what: 'rang', people: ['anna'], step: 0, kinds: ['push', 'sms'] },
      { at: raised + 900, what: 'failed', people: ['evil'], why: 'no route, "really"' },
    ],
  };

  it('a page’s story is told with clock times, names and ways', () => {
    const text = storiesAsText([page], raised + 100_000, context);
    expect(text).toContain('2026-03-07 03:12:04 · Taken by Anna after 1 min 14 s · 2 rings');
    expect(text).toContain('  Ivan waited 1 min 34 s');
    expect(text).toContain('  03:12:04  Rang Anna by push and SMS');
  });

  it('a page’s story as a table is quoted, and runs no formula', () => {
    const rows = storiesAsCsv([page], context).split('\r\n');
    expect(rows[0]?.charCodeAt(0)).toBe(0xfeff);
    expect(rows).toHaveLength(1 + 3 + 1);
    expect(rows[3]).toContain('"\'=HYPERLINK(""x"")"');
    expect(rows[3]).toContain('"no route, ""really"""');
  });

  it('a page’s story says whose page it was and how it ended', () => {
    expect(ladderText('oncall', context)).toBeNull();
    expect(ladderText('person.anna', context)).toBe('Specialist: Anna');
    expect(ladderText('skill.payments', context)).toBe('Specialists: payments');
    const { acknowledged: _, ...open } = page;
    const waiting: PageStory = { ...open, acknowledged: null, endedAt: null, status: 'ringing' };
    expect(outcomeText(waiting, raised + 48_000, context)).toBe('not taken yet, 48 s');
  });
});

describe('a ring', () => {
  const ring = { id: 'r', kind: 'page', tag: 'oncall.7', title: 'Ivan waits 48 s', text: 'Nobody is there.' } as const;
  const link = 'https://otvet.example/p/k3f9k3f9k3f9k3f9';

  it('a ring stays on the screen until it is answered, and has its button', () => {
    const { options } = shownOf({ ...ring, link, take: 'I have it' }, 'en');
    expect(options).toMatchObject({ requireInteraction: true, renotify: true, silent: false, tag: 'oncall.7' });
    expect(options.actions).toEqual([{ action: 'take', title: 'I have it' }]);
  });

  it('a ring that is over replaces the earlier one without a sound', () => {
    expect(shownOf({ ...ring, kind: 'over' }, 'en').options).toMatchObject({
      silent: true,
      renotify: false,
      requireInteraction: false,
    });
  });

  it('a ring is taken only at this site’s own addresses of links', () => {
    expect(pathToTake(link, 'https://otvet.example')).toBe('/p/k3f9k3f9k3f9k3f9');
    expect(pathToTake(link, 'https://other.example')).toBeNull();
    expect(pathToTake('https://otvet.example/console/', 'https://otvet.example')).toBeNull();
    expect(pathToTake('not a url:', 'https://otvet.example')).toBeNull();
    expect(pathToTake(undefined, 'https://otvet.example')).toBeNull();
  });

  it('a ring never says that it is taken before the server has said so', () => {
    const words = ringWords('en');
    expect(outcomeOf({ status: 'open' }, words, 3)).toBeNull();
    expect(outcomeOf({ status: 'taken', by: 'Anna', at: 0, mine: true }, words, 3)?.[0]).toBe('You have it');
    expect(outcomeOf({ status: 'taken', by: 'Pyotr', at: 0 }, words, 3)).toEqual([
      expect.stringMatching(/^Pyotr took it at/),
      'Go back to sleep.',
    ]);
    expect(outcomeOf({ status: 'over' }, words, 9)?.[1]).toBe('Nothing more for you to do.');
    expect(outcomeOf({ status: 'old' }, words, 3)?.[0]).toBe('This page has expired');
    expect(TRIES.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(5 * 60_000);
  });
});
