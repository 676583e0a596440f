let audio: AudioContext | null = null;

/** Two short tones, for who switched the sound on. */
export function chime(): void {
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
}
