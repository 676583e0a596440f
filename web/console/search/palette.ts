import { type Action, KEYS } from '../core/logic/hotkeys.ts';
import { AREAS } from '../core/place.ts';
import { mayI } from '../desk/may.ts';
import type { SearchConsole } from './console.ts';
import { EVERYWHERE, type PaletteItem, UNLISTED } from './logic/palette.ts';
import type { SearchWords } from './words.en.ts';

/** Everything one can do now, by name: what has a key does what the key does. */
export function paletteItems(
  { store, actions, ticker, runKey }: SearchConsole,
  words: SearchWords,
): readonly PaletteItem[] {
  const { keys } = store.words;
  const conversation = store.area.peek() === null ? store.selected.peek() : null;
  const name = store.names.peek().customer(store.card.peek() ?? undefined);
  const may = conversation === null ? null : mayI(store, ticker);
  const byKey = (Object.keys(KEYS) as Action[])
    .filter((action) => !UNLISTED.has(action) && (EVERYWHERE.has(action) || conversation !== null))
    .map((action) => ({
      id: action,
      label: keys.actions[action],
      keys: KEYS[action].label,
      run: () => {
        if (EVERYWHERE.has(action)) actions.area(null);
        runKey(action);
      },
    }));
  const chat: PaletteItem[] = conversation
    ? [
        ...(may?.claim.ok && store.card.peek()?.owner === null
          ? [
              {
                id: 'claim',
                label: words.actions.claim(name),
                keys: KEYS.open.label,
                run: () => actions.claim(conversation),
              },
            ]
          : []),
        ...(may?.close.ok
          ? [
              {
                id: 'close',
                label: words.actions.closeChat(name),
                keys: KEYS.close.label,
                run: () => actions.close(conversation),
              },
            ]
          : []),
        ...(may?.release.ok
          ? [{ id: 'release', label: words.actions.release(name), run: () => actions.release(conversation) }]
          : []),
        {
          id: 'incident',
          label: words.actions.incident(name),
          run: () => {
            store.sheet.value = 'incident';
          },
        },
      ]
    : [];
  const presences = (['available', 'away', 'off'] as const)
    .filter((state) => state !== store.me.peek()?.presence)
    .map((state) => ({
      id: `presence.${state}`,
      label: words.actions.presence[state],
      ...(state !== 'off' && { keys: KEYS.presence.label }),
      run: () => actions.presence(state),
    }));
  const areas = AREAS.map((area) => ({
    id: `area.${area}`,
    label: words.actions.areas[area],
    run: () => actions.area(area),
  }));
  const open = (sheet: 'wake' | 'me') => () => {
    store.sheet.value = sheet;
  };
  const isLead = store.viewer.peek()?.role === 'lead';
  const sound = store.sound.peek();
  return [
    ...chat,
    ...byKey,
    ...presences,
    ...(isLead ? [{ id: 'wake', label: words.actions.wake, run: open('wake') }] : []),
    ...(store.area.peek() === null ? [] : [{ id: 'chats', label: words.actions.chats, run: () => actions.area(null) }]),
    ...areas,
    { id: 'sound', label: sound ? words.actions.soundOff : words.actions.soundOn, run: () => actions.sound(!sound) },
    ...(store.notifications.peek() === 'default'
      ? [{ id: 'notify', label: words.actions.notify, run: actions.notify }]
      : []),
    { id: 'me', label: words.actions.me, run: open('me') },
    { id: 'out', label: words.actions.signOut, run: actions.signOut },
  ];
}
