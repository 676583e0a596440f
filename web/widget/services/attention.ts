/** Tells a reader who looks elsewhere that something came: the page's title, and a sound when he switched it on. */
export interface Attention {
  /** messages not seen yet; the title carries the number */
  unread(count: number): void;
  chime(): void;
}

export function createAttention(page: Document): Attention {
  let ours: string | null = null;
  let original = page.title;
  let audio: AudioContext | null = null;
  return {
    unread(count) {
      // The site may have set another title meanwhile: that is the one to go back to.
      if (page.title !== ours) original = page.title;
      ours = count === 0 ? null : `(${count}) ${original}`;
      page.title = ours ?? original;
    },
    chime() {
      audio ??= new AudioContext();
      const at = audio.currentTime;
      const gain = audio.createGain();
      gain.connect(audio.destination);
      gain.gain.setValueAtTime(0, at);
      gain.gain.linearRampToValueAtTime(0.12, at + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.5);
      for (const [hertz, after] of [
        [660, 0],
        [880, 0.12],
      ] as const) {
        const tone = audio.createOscillator();
        tone.frequency.value = hertz;
        tone.connect(gain);
        tone.start(at + after);
        tone.stop(at + 0.5);
      }
    },
  };
}
