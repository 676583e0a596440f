import type { OperatorCommand } from '../../shared/protocol/commands.ts';
import type { OperatorPushSchema } from '../../shared/protocol/pushes.ts';
import type { answer } from '../kernel/frames.ts';
import type { Workspace } from '../kernel/ports.ts';
import type { Caller } from './ports.ts';

export type OperatorFrame<T extends OperatorCommand['type']> = Extract<OperatorCommand, { type: T }>;
export type OperatorAnswer = Parameters<typeof answer<typeof OperatorPushSchema>>[1];

/** Carries one frame out; the answer for its sender, or null for hints that have none. */
export type Run<D, F> = (deps: D, caller: Caller, frame: F, workspace: Workspace) => Promise<OperatorAnswer | null>;

/** One row of a table of frames: what the door checks before it is carried out, and what carries it out. */
export interface FrameRow<D, F> {
  /**
   * What it is about. `self`: the caller's own socket; `conversation`: the one that the frame addresses; `desk`: the whole
   * workspace, which is closed to a lead who came by a page's link.
   */
  readonly reach: 'self' | 'conversation' | 'desk';
  /** other conversations that it names, in whatever field */
  readonly names?: (frame: F) => readonly string[];
  /** who may send it; absent: every operator */
  readonly by?: 'lead';
  readonly run: Run<D, F>;
}

/** A row for every frame of the operators' door. A capability has a part of it, and says in `D` what its part needs. */
export type FrameTable<D> = { readonly [T in OperatorCommand['type']]: FrameRow<D, OperatorFrame<T>> };
