import { useOnCall } from './console.ts';
import type { StoryContext } from './logic/story.ts';
import { onCallOf } from './model.ts';
import { lengthOf, useWords } from './words.ts';

/** Names and zone that sentences are made with. Until the workspace's zone is known, the browser's. */
export function useStory(): StoryContext {
  const console = useOnCall();
  const { data } = onCallOf(console);
  const { words } = useWords();
  const { names } = console.store;
  const people = new Map(data.value.value?.people.map(({ id, name }) => [id, name]));
  return {
    words,
    zone: data.value.value?.policy.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    nameOf: (person) => people.get(person) ?? names.value.operator(person),
    length: lengthOf,
  };
}
