import { effect } from '@preact/signals';
import type { Ticker } from '../../base/ticker.ts';
import { waited } from '../core/logic/clock.ts';
import type { PlaceModel } from '../core/place.ts';
import type { PreferencesModel } from '../core/preferences.ts';
import type { SessionModel } from '../core/session.ts';
import type { InboxModel } from './model.ts';

type Store = SessionModel &
  Pick<InboxModel, 'words' | 'waiting'> &
  Pick<PlaceModel, 'selected'> &
  Pick<PreferencesModel, 'sound' | 'notifications'>;

import { type Alert, alertsOf, type Seen, seenOf } from './logic/alerts.ts';

/** Who waits, in the tab's title, by ear and as a notification of the system. Returns how to stop. */
export function startAlerts(store: Store, ticker: Ticker, ring: (alert: Alert['kind']) => void): () => void {
  const stopTitle = showTitle(store, ticker);
  let seen: Seen | null = null;
  const stopAlerts = effect(() => {
    const state = store.client.value;
    const viewer = store.viewer.value;
    const cards = store.cards.value;
    if (!viewer || !state?.inbox.loaded) return;
    const before = seen;
    seen = seenOf(cards.values(), viewer);
    // What was there when the page opened is on the screen already.
    if (!before || store.me.peek()?.presence === 'off') return;
    for (const alert of alertsOf(before, seen, cards)) {
      if (store.sound.peek()) ring(alert.kind);
      notify(store, alert);
    }
  });
  return () => {
    stopAlerts();
    stopTitle();
  };
}

function notify(store: Store, { kind, card }: Alert): void {
  if (store.notifications.peek() !== 'granted' || document.visibilityState === 'visible') return;
  const { alerts } = store.words;
  const name = store.names.peek().customer(card);
  const say = {
    mine: alerts.mine,
    back: alerts.back,
    owed: alerts.owed,
    person: alerts.newChat,
    climbing: alerts.newChat,
  };
  const notification = new Notification(say[kind](name), {
    body: card.preview ?? '',
    tag: card.conversation,
    lang: document.documentElement.lang,
  });
  notification.onclick = () => {
    window.focus();
    store.selected.value = card.conversation;
    notification.close();
  };
}

/** `(2) 1:12 Ivan`: how many wait for a person, and how long the one has who waits longest. */
function showTitle(store: SessionModel & Pick<InboxModel, 'waiting'>, ticker: Ticker): () => void {
  const draw = (): void => {
    const { count, oldest } = store.waiting.peek();
    const title =
      count === 0 || !oldest?.clock || store.signIn.peek().status !== 'in'
        ? store.words.console
        : `(${count}) ${waited(oldest.clock, ticker.now(), store.words.units)} ${store.names.peek().customer(oldest)}`;
    if (document.title !== title) document.title = title;
  };
  const stopTicks = ticker.subscribe(draw);
  const stopCards = effect(() => {
    store.waiting.value;
    store.signIn.value;
    draw();
  });
  return () => {
    stopTicks();
    stopCards();
  };
}

/** Short tones made on the spot: no file to load, no way to fail loudly. Silent until the first click, as browsers want it. */
export function createBell(): (alert: Alert['kind']) => void {
  let audio: AudioContext | null = null;
  const wake = (): void => {
    audio ??= new AudioContext();
    void audio.resume();
  };
  addEventListener('pointerdown', wake, { once: true });
  addEventListener('keydown', wake, { once: true });
  return (kind) => {
    if (audio?.state !== 'running') return;
    const start = audio.currentTime;
    TUNES[kind].forEach((pitch, i) => {
      tone(audio as AudioContext, pitch, start + i * 0.16);
    });
  };
}

/** Hz. Up for a person who is needed, one low note for an own chat, two for what is owed to it, insistent for a climbing wait. */
const TUNES: Record<Alert['kind'], readonly number[]> = {
  person: [660, 880],
  mine: [440],
  back: [440, 440],
  owed: [440, 440],
  climbing: [880, 660, 880, 660],
};

function tone(audio: AudioContext, pitch: number, at: number): void {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = pitch;
  gain.gain.setValueAtTime(0.0001, at);
  gain.gain.exponentialRampToValueAtTime(0.12, at + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + 0.15);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(at + 0.16);
}
