import { signal } from '@preact/signals';
import { describe, expect, it, vi } from 'vitest';
import { tagOf } from '../../../../shared/domain/conversation/tags.ts';
import { tagsActions } from '../../../../web/console/tags/actions.ts';
import { followTags } from '../../../../web/console/tags/follow.ts';
import { createTags } from '../../../../web/console/tags/model.ts';

type Store = Parameters<typeof followTags>[0];

const REFUND = { tag: tagOf('Refund'), label: 'Refund', n: 3 };

function aStore(tags: readonly string[]): Store {
  const card = { conversation: 'chat', tags };
  return {
    ...createTags(),
    cards: signal(new Map([['chat', card]])),
    client: signal({ welcome: { id: 'w' } }),
  } as unknown as Store;
}

describe('tags in the console', () => {
  it('a row with an unknown tag asks for the workspace’s tags, and asks again until the words are known', async () => {
    vi.useFakeTimers();
    const store = aStore([REFUND.tag]);
    const answers = [[], [REFUND]];
    const request = vi.fn(async () => ({ type: 'tags', id: 't', tags: answers.shift() ?? [] }));
    const stop = followTags(store, () => ({ request }) as never);
    await vi.advanceTimersByTimeAsync(0);
    expect(store.tags.value).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(store.tags.value).toEqual([REFUND]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(request).toHaveBeenCalledTimes(2);
    stop();
    vi.useRealTimers();
  });

  it('rows without tags ask for nothing', async () => {
    vi.useFakeTimers();
    const request = vi.fn();
    const stop = followTags(aStore([]), () => ({ request }) as never);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(request).not.toHaveBeenCalled();
    stop();
    vi.useRealTimers();
  });

  it('a label that is put on a chat is known at once, and goes out without spaces around it', () => {
    const model = createTags();
    const command = vi.fn();
    const actions = tagsActions(model, command);
    actions.tag('chat', '  Refund ');
    actions.tag('other', 'refund');
    expect(model.tags.value).toEqual([{ ...REFUND, n: 1 }]);
    expect(command.mock.calls).toEqual([
      ['chat', 'conversation.tag', { label: 'Refund' }],
      ['other', 'conversation.tag', { label: 'refund' }],
    ]);
  });
});
