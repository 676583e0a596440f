import { type AlarmModel, createAlarm } from '../alarm/model.ts';
import { type ChatModel, createChat } from '../chat/model.ts';
import { createPlace, type PlaceModel } from '../core/place.ts';
import { createPreferences, type PreferencesModel } from '../core/preferences.ts';
import { createSession, type SessionModel } from '../core/session.ts';
import { createDesk, type DeskModel } from '../desk/model.ts';
import { createInbox, type InboxModel } from '../inbox/model.ts';
import { createTags, type TagsModel } from '../tags/model.ts';
import type { FirstWords } from './first-words.en.ts';

/**
 * All that is drawn: the sum of the features' models. Signals that components read; only services and actions write to
 * them, but for the few that hold what is open or folded. A feature sees its own part and what it has named besides.
 */
export interface Store
  extends SessionModel,
    PlaceModel,
    PreferencesModel,
    InboxModel,
    DeskModel,
    ChatModel,
    TagsModel,
    AlarmModel {
  readonly words: FirstWords;
}

/** An empty store. `chosen`: what the person has chosen before, see `chosenBefore`. */
export function createStore(words: FirstWords, chosen: { singleKeys: boolean; sound: boolean }): Store {
  const session = createSession(words);
  return {
    ...session,
    words,
    ...createPlace(session),
    ...createPreferences(chosen),
    ...createInbox(session),
    ...createDesk(),
    ...createChat(),
    ...createTags(),
    ...createAlarm(),
  };
}
