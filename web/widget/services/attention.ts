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
      const tone = audio.createOscillator();
      tone.frequency.setValueAtTime(660, at);
      tone.frequency.setValueAtTime(880, at + 0.12);
      gain.gain.setValueAtTime(0.1, at);
      gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.5);
      tone.connect(gain).connect(audio.destination);
      tone.start();
      tone.stop(at + 0.5);
    },
  };
}
