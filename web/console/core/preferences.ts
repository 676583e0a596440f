import { type Signal, signal } from '@preact/signals';

/** What a person has chosen for this browser. */
export interface PreferencesModel {
  readonly singleKeys: Signal<boolean>;
  readonly sound: Signal<boolean>;
  /** `none`: this browser has no notifications */
  readonly notifications: Signal<NotificationPermission | 'none'>;
}

export interface PreferenceActions {
  /** Asks the browser for permission to show notifications. */
  notify(): void;
  sound(on: boolean): void;
  singleKeys(on: boolean): void;
}

const SOUND = 'otvet.sound';
const SINGLE_KEYS = 'otvet.single-keys';

/** Both are on until somebody turns them off. */
export const chosenBefore = (local: Pick<Storage, 'getItem'>): { singleKeys: boolean; sound: boolean } => ({
  singleKeys: local.getItem(SINGLE_KEYS) !== '0',
  sound: local.getItem(SOUND) !== '0',
});

export const createPreferences = (chosen: { singleKeys: boolean; sound: boolean }): PreferencesModel => ({
  singleKeys: signal(chosen.singleKeys),
  sound: signal(chosen.sound),
  notifications: signal<NotificationPermission | 'none'>('none'),
});

/** @param ring called when the sound is turned on, so that one hears what it is */
export const preferenceActions = (
  preferences: PreferencesModel,
  local: Pick<Storage, 'setItem'>,
  ring: () => void,
): PreferenceActions => ({
  notify() {
    void Notification.requestPermission().then((answer) => {
      preferences.notifications.value = answer;
    });
  },
  sound(on) {
    preferences.sound.value = on;
    local.setItem(SOUND, on ? '1' : '0');
    if (on) ring();
  },
  singleKeys(on) {
    preferences.singleKeys.value = on;
    local.setItem(SINGLE_KEYS, on ? '1' : '0');
  },
});
