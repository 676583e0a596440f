/** What SNS or SES delivered, as the runner keeps it. */
export interface Delivered {
  readonly id: string;
  readonly at: string;
  readonly channel: string;
  /** phone number or e-mail address */
  readonly to: string;
  readonly text: string;
  /** whose phone it is, when the runner knows */
  readonly person?: string;
}

/** What the log says of a page's link; see `AckState` of the acknowledge page. */
export interface LinkState {
  readonly status: string;
  readonly by?: string;
  readonly at?: number;
}

export interface Phone {
  readonly number: string;
  readonly person: string | null;
  /** newest first */
  readonly messages: readonly Delivered[];
}

/** One phone per number or address, the one that was rung last on top. */
export function phonesOf(messages: readonly Delivered[]): Phone[] {
  const phones = new Map<string, Delivered[]>();
  for (const message of messages) {
    if (message.channel === 'topic') continue;
    phones.set(message.to, [message, ...(phones.get(message.to) ?? [])]);
  }
  const newest = (phone: Phone): string => phone.messages[0]?.at ?? '';
  return [...phones]
    .map(([number, of]) => ({ number, person: of[0]?.person ?? null, messages: of }))
    .sort((a, b) => newest(b).localeCompare(newest(a)));
}

/** The code of the link in a message, if there is one. */
export const codeIn = (text: string): string | null => /\/p\/([\w-]+)/.exec(text)?.[1] ?? null;

/** Keeps the list of messages: what is there, then each as it comes. @returns how to stop */
export function followMessages(
  onMessages: (messages: readonly Delivered[]) => void,
  onConnection: (isOnline: boolean) => void,
): () => void {
  const known = new Map<string, Delivered>();
  const add = (messages: readonly Delivered[]): void => {
    for (const message of messages) known.set(message.id, message);
    onMessages([...known.values()].sort((a, b) => a.at.localeCompare(b.at)));
  };
  const events = new EventSource('/pager/events');
  events.onmessage = ({ data }: MessageEvent<string>) => add([JSON.parse(data) as Delivered]);
  // Also after a break: whatever came meanwhile is in the whole list.
  events.onopen = () => {
    onConnection(true);
    fetch('/pager/messages').then(
      async (answer) => add((await answer.json()) as Delivered[]),
      () => onConnection(false),
    );
  };
  events.onerror = () => onConnection(false);
  return () => events.close();
}

/** Asks the log what became of a link. Null when it cannot be asked now. */
export async function linkState(code: string): Promise<LinkState | null> {
  try {
    const answer = await fetch(`/p/${code}/state`);
    return answer.ok ? ((await answer.json()) as LinkState) : null;
  } catch {
    return null; // asked again soon
  }
}

/** Rings like a telephone until it is told to stop. Browsers allow it after the first click on the page. */
export function createBell(): { ring(isRinging: boolean): void; unlock(): void } {
  let audio: AudioContext | null = null;
  let timer: ReturnType<typeof setInterval> | null = null;
  const burst = (): void => {
    if (audio?.state !== 'running') return;
    for (const [from, hertz] of [
      [0, 740],
      [0.22, 880],
      [0.44, 740],
      [0.66, 880],
    ] as const) {
      const tone = audio.createOscillator();
      const gain = audio.createGain();
      const at = audio.currentTime + from;
      tone.frequency.value = hertz;
      gain.gain.setValueAtTime(0.15, at);
      gain.gain.exponentialRampToValueAtTime(0.001, at + 0.2);
      tone.connect(gain).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.2);
    }
  };
  return {
    ring(isRinging) {
      if (isRinging === (timer !== null)) return;
      if (timer !== null) clearInterval(timer);
      timer = isRinging ? setInterval(burst, 2000) : null;
      if (isRinging) burst();
    },
    unlock() {
      audio ??= new AudioContext();
      void audio.resume().then(() => {
        if (timer !== null) burst();
      });
    },
  };
}
