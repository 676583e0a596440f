import { type Signal, signal } from '@preact/signals';
import { ask, type OpenClient } from '../core/server.ts';
import type { AlarmWords } from './words.en.ts';

/** The alarm, and the page that it or a long wait has raised. */
export interface AlarmModel {
  readonly words: AlarmWords;
  /** `ladder.episode` of a page whose strip was put away */
  readonly hiddenPage: Signal<string | null>;
}

/** Each resolves with null when it was done, else with the code of the refusal; it rejects without an answer. */
export interface AlarmActions {
  alarm(reason: string, conversation: string | null): Promise<string | null>;
  acknowledge(ladder: string, episode: number): Promise<string | null>;
  /** For those who are rung: the next step of the ladder begins now. */
  passPage(ladder: string, episode: number): Promise<string | null>;
}

export const createAlarm = (): Omit<AlarmModel, 'words'> => ({ hiddenPage: signal<string | null>(null) });

export const alarmActions = (client: OpenClient): AlarmActions => ({
  alarm: (reason, conversation) =>
    ask(client, { type: 'alarm.raise', reason, ...(conversation !== null && { conversation }) }),
  acknowledge: (ladder, episode) => ask(client, { type: 'page.acknowledge', ladder, episode }),
  passPage: (ladder, episode) => ask(client, { type: 'page.pass', ladder, episode }),
});
