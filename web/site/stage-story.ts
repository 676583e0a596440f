/** The running step of the one-minute story, as the demo reads it from the log (local/demo/stage-story.ts). */
export interface Story {
  readonly step: 'write' | 'ring' | 'take' | 'answer';
  /** ms until a phone rings if nobody comes; null when none would, or when this is not about to happen */
  readonly ringsIn: number | null;
  readonly staffed: boolean;
  readonly anna: boolean;
}

export const STEPS = ['write', 'ring', 'take', 'answer'] as const satisfies readonly Story['step'][];

/** Asked so often, ms: a countdown of seconds. */
const ASK_EACH_MS = 1_000;

/** Tells the story each second while it can be asked for; elsewhere than in a demo nobody answers. @returns how to stop */
export function followStory(tell: (story: Story) => void): () => void {
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch('/stage/story');
      if (answer.ok && !isStopped) tell((await answer.json()) as Story);
    } catch {
      // The machine is gone for a moment: what was shown last stays, and it is asked again.
    }
    if (!isStopped) timer = setTimeout(() => void ask(), ASK_EACH_MS);
  };
  void ask();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}

/** `1:07`: minutes and seconds, rounded up so that it ends at 0:01 and not before its time. */
export function countdown(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
