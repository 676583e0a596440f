import { type Signal, signal } from '@preact/signals';
import type { OperatorPush } from '../../../shared/protocol/pushes.ts';

export type Tag = Extract<OperatorPush, { type: 'tags' }>['tags'][number];

/** The workspace's tags, as far as this console has heard of them. */
export interface TagsModel {
  /** the most used first; what is offered, and what ids are shown as */
  readonly tags: Signal<readonly Tag[]>;
}

export const createTags = (): TagsModel => ({ tags: signal<readonly Tag[]>([]) });
