import { effect, untracked } from '@preact/signals';
import type { WireDraft } from '../../../shared/protocol/pushes.ts';
import { DRAFT_KINDS, type DraftKind } from '../../../shared/protocol/values.ts';
import { listen } from '../core/listen.ts';
import type { PlaceModel } from '../core/place.ts';
import type { OpenClient } from '../core/server.ts';
import type { SessionModel } from '../core/session.ts';
import { type Asked, answered, asking, merge, putAway, type Side, take, toKeep, unasked } from './logic/draft-merge.ts';
import { sentTexts } from './logic/draft-sent.ts';
import type { DeskModel, DraftsOf } from './model.ts';

/** Sends drafts to the server for the same person's other devices, and merges theirs into this one. Best effort. */
export interface DraftKeeping {
  /** somebody has written */
  changed(conversation: string, kind: DraftKind): void;
  /** Takes what is offered for a field; what stood in it is offered in turn. */
  take(conversation: string, kind: DraftKind): void;
  /** Puts the offer away. */
  putAway(conversation: string, kind: DraftKind): void;
  /** Sends all drafts that the server may not have: the page or the session is about to end. */
  flush(): void;
  stop(): void;
}

interface DraftWorld {
  readonly store: Pick<SessionModel, 'client' | 'viewer' | 'online'> &
    Pick<PlaceModel, 'selected'> &
    Pick<DeskModel, 'restored' | 'outOfSight'>;
  readonly drafts: DraftsOf;
  readonly client: OpenClient;
  /** the window and its document: they say when somebody is here */
  readonly page: EventTarget;
  readonly screen: EventTarget & { readonly visibilityState: DocumentVisibilityState };
  now(): number;
}

/** A draft is sent when nobody has pressed a key for this long (ms). */
const PAUSE = 10_000;
/** After this long (ms) without a key, a click or a focus, the open chat is asked again: its writer may come from another device. */
const AWAY = 120_000;
/** Opening a chat asks for its drafts only when they were last heard of longer ago than this (ms). */
const FRESH = 30_000;

/** Refusals that mean that this person cannot see the chat, or that it is gone. */
const OUT_OF_SIGHT: ReadonlySet<string> = new Set(['not_found', 'not_allowed']);

/** Starts it, over what this machine keeps of each field. */
export function startDrafts(world: DraftWorld): DraftKeeping {
  const { store, drafts, client, page, screen, now } = world;
  /** fields with something in them that the server may not have */
  const unkept = new Map<string, { readonly conversation: string; readonly kind: DraftKind }>();
  const asked = new Map<string, Asked[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const copyOf = (conversation: string) => store.client.peek()?.conversations.get(conversation);
  const sideOf = (conversation: string, kind: DraftKind): Side => drafts(kind).side(conversation);
  function change(conversation: string, kind: DraftKind, step: (side: Side) => Side): void {
    if (drafts(kind).change(conversation, step)) store.restored.value = store.restored.peek() + 1;
    if (!toKeep(sideOf(conversation, kind))) return;
    unkept.set(`${kind} ${conversation}`, { conversation, kind });
    plan();
  }
  const sentFrom = (conversation: string, kind: DraftKind) =>
    sentTexts(copyOf(conversation), kind, store.viewer.peek()?.id ?? '');

  function plan(): void {
    clearTimeout(timer);
    timer = setTimeout(() => keepAll(), PAUSE);
  }

  /** @param isLast send even while an earlier text is unanswered: the page ends before that answer can come */
  function keep(conversation: string, kind: DraftKind, isLast: boolean): void {
    const key = `${kind} ${conversation}`;
    const open = client();
    const wanted = toKeep(sideOf(conversation, kind));
    const inFlight = asked.get(key) ?? [];
    if (!wanted) unkept.delete(key);
    if (!open || !wanted || (inFlight.length > 0 && !isLast)) return;
    if (inFlight.some(({ text, since }) => text === wanted.text && since === wanted.since)) return;
    const draft = wanted.text === '' ? null : drafts(kind).read(conversation);
    const { since } = wanted;
    let answer: ReturnType<typeof open.request>;
    try {
      answer = open.request({ type: 'draft.keep', conversation, kind, draft: draft && { ...draft }, since });
    } catch {
      unkept.delete(key); // longer than a message may be: the client will not send it, and it stays on this machine
      return;
    }
    asked.set(key, [...inFlight, wanted]);
    drafts(kind).change(conversation, (side) => asking(side, wanted));
    void answer
      .catch(() => null) // stopped meanwhile: it may have arrived
      .then((frame) => {
        asked.set(
          key,
          (asked.get(key) ?? []).filter((one) => one !== wanted),
        );
        if (frame?.type === 'kept') {
          unkept.delete(key);
          showLost(conversation, false);
          change(conversation, kind, (side) => answered(side, wanted, frame, sentFrom(conversation, kind)));
        }
        if (frame?.type !== 'error') return;
        unkept.delete(key);
        drafts(kind).change(conversation, (side) => unasked(side, wanted));
        if (OUT_OF_SIGHT.has(frame.code)) showLost(conversation, true);
      });
  }

  function keepAll(isLast = false, only?: string): void {
    for (const { conversation, kind } of [...unkept.values()])
      if (only === undefined || only === conversation) keep(conversation, kind, isLast);
  }

  function showLost(conversation: string, isLost: boolean): void {
    const all = store.outOfSight.peek();
    if (all.has(conversation) === isLost) return;
    store.outOfSight.value = new Set(isLost ? [...all, conversation] : [...all].filter((one) => one !== conversation));
  }

  const merged = new Map<string, readonly WireDraft[]>();
  /** when what each chat's fields hold elsewhere was last heard, or asked */
  const heard = new Map<string, number>();
  function mergeAll(conversation: string, versions: readonly WireDraft[]): void {
    if (merged.get(conversation) === versions) return;
    merged.set(conversation, versions);
    heard.set(conversation, now());
    showLost(conversation, false);
    for (const kind of DRAFT_KINDS) {
      const version = versions.find((one) => one.kind === kind);
      change(conversation, kind, (side) => (version ? merge(side, version, sentFrom(conversation, kind)) : side));
    }
  }

  let seenAt = now();
  function seen(): void {
    const at = now();
    const wasAway = at - seenAt >= AWAY;
    seenAt = at;
    if (!wasAway) return;
    askAgain(store.selected.peek(), at);
  }
  /** The open chat, if what its fields hold elsewhere was last heard before that time. */
  function askAgain(conversation: string | null, since: number): void {
    const copy = conversation === null ? undefined : copyOf(conversation);
    const before = conversation === null ? undefined : heard.get(conversation);
    const open = client();
    // A chat that was never heard of is being asked for by `follow`; without a connection, the next one asks for all.
    if (conversation === null || !copy || before === undefined || before >= since || !open || !store.online.peek())
      return;
    heard.set(conversation, now());
    const seqs = { since: copy.log.seq, notes: copy.notes.seq };
    void open.request({ type: 'conversation.watch', conversation, ...seqs }).catch(() => undefined); // stopped meanwhile
  }

  let shown: string | null = null;
  const stops = [
    effect(() => {
      const state = store.client.value;
      untracked(() => {
        for (const [conversation, copy] of state?.conversations ?? [])
          if (copy.drafts) mergeAll(conversation, copy.drafts);
        for (const { id, conversation, command, code } of state?.refusals ?? []) {
          if (conversation === null || command.type !== 'conversation.watch' || !OUT_OF_SIGHT.has(code)) continue;
          showLost(conversation, true);
          client()?.dismiss(id);
        }
      });
    }),
    effect(() => {
      const selected = store.selected.value;
      untracked(() => {
        if (selected === shown) return;
        if (shown !== null) keepAll(false, shown);
        shown = selected;
        askAgain(selected, now() - FRESH);
      });
    }),
    listen(screen, 'visibilitychange', () => {
      if (screen.visibilityState === 'visible') seen();
      else keepAll(true);
    }),
    ...['focus', 'pointerdown', 'keydown'].map((type) => listen(page, type, seen)),
    listen(page, 'pagehide', () => keepAll(true)),
    () => clearTimeout(timer),
  ];

  return {
    changed(conversation, kind) {
      unkept.set(`${kind} ${conversation}`, { conversation, kind });
      plan();
    },
    take: (conversation, kind) => change(conversation, kind, take),
    putAway: (conversation, kind) => change(conversation, kind, putAway),
    flush: () => keepAll(true),
    stop() {
      for (const stop of stops) stop();
    },
  };
}
