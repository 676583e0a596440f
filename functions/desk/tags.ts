import type { OperatorAnswer, OperatorFrame } from '../entry/operator-frame.ts';
import type { Caller } from '../entry/ports.ts';
import type { Vocabulary } from '../projection/ports.ts';

export interface TagsDeps {
  readonly vocabulary: Vocabulary;
}

/** Most tags that are told: more than a team can keep apart, and few enough for one frame (200 x 30 letters). */
const MOST_TAGS = 200;

/** The workspace's tags with their words, the most used first: what the console offers and what it names ids with. */
export async function workspaceTags(
  { vocabulary }: TagsDeps,
  { workspace }: Caller,
  { id }: OperatorFrame<'tags'>,
): Promise<OperatorAnswer> {
  const tags = await vocabulary.tags(workspace);
  return { type: 'tags', id, tags: [...tags].sort((a, b) => b.n - a.n).slice(0, MOST_TAGS) };
}
