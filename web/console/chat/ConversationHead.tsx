import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { AlarmIcon, BackIcon, NoteIcon, VerifiedIcon } from '../../base/icons.tsx';
import { ClockBar, useClock } from '../core/Clock.tsx';
import { when } from '../core/format.ts';
import { KEYS } from '../core/logic/hotkeys.ts';
import { Menu } from '../core/Menu.tsx';
import { refusalText } from '../core/refusal-text.ts';
import { Presences } from '../customer/Presences.tsx';
import { customerWords } from '../customer/words.ts';
import { closeOrAsk, leadsSomewhere } from '../desk/close.ts';
import type { Verdict } from '../desk/logic/allowed.ts';
import { mayI } from '../desk/may.ts';
import { deskWords } from '../desk/words.ts';
import { useChat } from './console.ts';
import { chatWords } from './words.ts';

/** Who it is, whose it is, how long is left; and the buttons, each greyed out when the rules would refuse it, with why. */
export function ConversationHead() {
  const console = useChat();
  const { store, ticker, actions } = console;
  const { words } = store;
  const { head } = chatWords();
  const desk = deskWords();
  const conversation = store.selected.value;
  const card = store.card.value;
  const layout = store.layout.value;
  const clock = useClock(card?.clock ?? null);
  const may = mayI(store, ticker);
  if (conversation === null) return null;
  const names = store.names.value;
  const viewer = store.viewer.value;
  const onPhone = layout === 'phone';
  const status = !card
    ? ''
    : card.bucket === 'closed' || card.bucket === 'review'
      ? head.closed
      : card.owner === null
        ? head.free
        : card.owner === viewer?.id
          ? head.mine
          : head.with(names.operator(card.owner));
  const why = (verdict: Verdict | undefined): string | null =>
    verdict && !verdict.ok ? refusalText(store, verdict.reason, verdict, ticker.now()) : null;
  const isClosed = card?.bucket === 'closed' || card?.bucket === 'review';
  const isMine = card !== null && card.owner === viewer?.id;
  // A refused button is greyed out for who has the chat, to say why; for all others it would only be in the way.
  const showsClose = !isClosed && may !== null && (isMine || may.close.ok);
  const canClose = may !== null && (may.close.ok || leadsSomewhere(may.close.reason));
  const showsSnooze = !isClosed && may !== null && (isMine || may.snooze.ok);
  const closeAndGoOn = (): void => {
    if (closeOrAsk(console)) actions.nextWaiting();
  };
  const snooze = (): void => {
    store.panel.value = { kind: 'snooze' };
  };
  const more = [
    ...(onPhone && showsSnooze && may?.snooze.ok ? [{ label: desk.snooze.button, run: snooze }] : []),
    ...(onPhone && showsClose && canClose ? [{ label: head.close, run: closeAndGoOn }] : []),
    ...(may?.offerCall.ok ? [{ label: desk.call.offer, run: () => actions.offerCall(conversation) }] : []),
    ...(isMine
      ? [
          {
            label: head.release,
            hint: head.releaseHint,
            run: () => actions.release(conversation),
          },
        ]
      : []),
    ...(may?.proposeMorning.ok
      ? [
          {
            label: head.morning(when(store.client.value?.morning ?? 0, ticker.now())),
            run: () => actions.proposeMorning(conversation),
          },
        ]
      : []),
    ...(viewer?.role === 'lead'
      ? [
          {
            label: words.alarm.wake,
            run: () => {
              store.sheet.value = 'wake';
            },
          },
        ]
      : []),
  ];
  const reopenButton = isClosed && may?.reopen.ok && (
    <button type="button" class="button" onClick={() => actions.reopen(conversation)}>
      {desk.close.reopen}
    </button>
  );
  const closeButton = !onPhone && showsClose && (
    <HeadButton
      label={head.close}
      keyLabel={KEYS.close.label}
      why={canClose ? null : why(may?.close)}
      onClick={closeAndGoOn}
    />
  );
  return (
    <header class="head">
      {onPhone && (
        <button type="button" class="icon-button" aria-label={head.back} onClick={() => actions.open(null)}>
          <BackIcon size={24} />
        </button>
      )}
      <div class="head-who">
        <h1>
          <span class="head-name">{names.customer(card ?? undefined)}</span>
          {card?.verified ? (
            <span class="verified" title={customerWords().customer.verified}>
              <VerifiedIcon size={16} />
              <span class={onPhone ? 'hidden' : ''}>{head.verified}</span>
            </span>
          ) : (
            <span class="not-verified" title={customerWords().customer.notVerified}>
              {head.notVerified}
            </span>
          )}
        </h1>
        <p class="head-state">
          {card?.clock && clock?.waited && (
            <span class={`head-clock tone-${clock.tone}`}>
              <ClockBar state={clock} />
              <span aria-hidden="true">
                {card.clock.due === undefined ? head.waits(clock.waited) : head.late(clock.waited)}
              </span>
            </span>
          )}
          <span class="head-status">{status}</span>
          <Presences />
        </p>
      </div>
      <div class="head-buttons">
        {!onPhone && !isClosed && card?.owner === null && (
          <HeadButton
            primary
            label={head.claim}
            keyLabel={KEYS.open.label}
            why={why(may?.claim)}
            onClick={() => actions.claim(conversation)}
          />
        )}
        {!onPhone && showsSnooze && (
          <HeadButton label={desk.snooze.button} keyLabel={KEYS.snooze.label} why={why(may?.snooze)} onClick={snooze} />
        )}
        {closeButton}
        {reopenButton}
        {more.length > 0 && <Menu label={head.more} items={more} />}
        {layout === 'desk' && (
          <button
            type="button"
            class="icon-button"
            aria-label={head.side}
            aria-pressed={store.sideOpen.value}
            title={`${head.side} (${KEYS.note.label})`}
            onClick={() => {
              store.sideOpen.value = !store.sideOpen.peek();
            }}
          >
            <NoteIcon />
          </button>
        )}
        {onPhone && (
          <button
            type="button"
            class="icon-button alarm-icon"
            aria-label={words.alarm.button}
            onClick={() => {
              store.sheet.value = 'alarm';
            }}
          >
            <AlarmIcon />
          </button>
        )}
      </div>
    </header>
  );
}

interface HeadButtonProps {
  readonly label: string;
  readonly keyLabel: string;
  /** why the rules refuse it; null when they do not */
  readonly why: string | null;
  readonly primary?: boolean;
  onClick(): void;
}

/** Stays in the tab order when it is refused: who presses it is told why. */
function HeadButton({ label, keyLabel, why, primary = false, onClick }: HeadButtonProps): JSX.Element {
  const [asks, setAsks] = useState(false);
  return (
    <span class="head-asks">
      <button
        type="button"
        class={primary ? 'button button-primary' : 'button'}
        aria-disabled={why !== null}
        title={why ?? `${label} (${keyLabel})`}
        onClick={() => {
          setAsks(why !== null);
          if (why === null) onClick();
        }}
        onBlur={() => setAsks(false)}
      >
        {label}
      </button>
      {asks && why !== null && <output class="head-why">{why}</output>}
    </span>
  );
}
