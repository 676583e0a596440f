import type { ComponentChildren } from 'preact';
import { ClockIcon, PhoneIcon, TickIcon, WarnIcon } from '../../base/icons.tsx';
import { useNow } from '../../base/ticker.ts';
import { openCall } from '../services/call-form.ts';
import { gone } from '../services/telling.ts';
import { readablePhone } from '../store/call-shown.ts';
import type { CallItem, CardItem, OfferItem, PromiseItem, RestateItem } from '../store/timeline.ts';
import { laterWords } from '../words/later.ts';
import { usePanel } from './context.ts';
import { restFocus } from './focus.ts';
import { Face } from './Header.tsx';

import { Status, Time } from './Items.tsx';

/** What stands in the log besides messages, and is more than a line. */
export function Card({ item }: { readonly item: CardItem }) {
  switch (item.kind) {
    case 'promise':
      return <PromiseCard item={item} />;
    case 'restate':
      return <RestateCard item={item} />;
    case 'offer':
      return <OfferCard item={item} />;
    case 'call':
      return <CallCard item={item} />;
  }
}

/** A time by which there will be an answer; and once it has come, what became of it. */
function PromiseCard({ item: { due, name, outcome, isNew } }: { readonly item: PromiseItem }) {
  const { chat, locale } = usePanel();
  const words = laterWords(locale);
  const isOpen = outcome === 'open';
  const now = useNow(chat.ticker, isOpen);
  // The server says so within a minute; the reader's clock does not wait for it.
  const isLate = outcome === 'broken' || outcome === 'left' || (isOpen && now > due);
  const more =
    outcome === 'kept'
      ? words.promiseKept
      : outcome === 'moved'
        ? words.promiseMoved
        : isLate
          ? words.promiseBroken(outcome === 'left' ? null : name)
          : isNew && words.promiseNew;
  return (
    <Notice
      icon={outcome === 'kept' ? <TickIcon /> : isLate ? <WarnIcon /> : <ClockIcon />}
      mood={isLate ? 'broken' : outcome}
    >
      <b>{words.promise(name, words.byTime(due, now))}</b>
      {more && <small>{more}</small>}
    </Notice>
  );
}

/** "Do I understand correctly: … ?" as the operator put it. Answered, the answer stays with it. */
function RestateCard({ item }: { readonly item: RestateItem }) {
  const { chat, locale, words: common } = usePanel();
  const words = laterWords(locale);
  const { name, text, answer, seq, at, status, offersCall } = item;
  const say = (yes: boolean) => (event: Event) => {
    // The buttons are about to go. What is off is written at once; after a yes no phone needs its keyboard.
    restFocus(event.currentTarget as Element, !yes);
    chat.command({ type: 'understanding.answer', seq, yes });
  };
  return (
    <div class="message theirs first" data-seq={seq}>
      {name !== null && (
        <>
          <Face name={name} />
          <bdi class="name">{name}</bdi>
        </>
      )}
      <div class={text === null ? 'bubble withdrawn' : 'bubble restate'}>
        {text === null ? (
          gone(locale, item)
        ) : (
          <>
            <b>{words.restate}</b> <bdi>{asQuestion(text)}</bdi>
          </>
        )}
        {answer === 'open' && text !== null && (
          <div class="pair">
            <button type="button" class="person" onClick={say(true)}>
              {common.yes}
            </button>
            <button type="button" class="person" onClick={say(false)}>
              {words.notQuite}
            </button>
          </div>
        )}
        {(answer === 'yes' || answer === 'no') && (
          <p class={`answered ${answer}`}>
            {answer === 'yes' && <TickIcon size={16} />}
            {words.answered[answer]}
            <Status status={status} />
          </p>
        )}
        {offersCall && (
          <p class="answered">
            <small>{words.easierByPhone}</small>
            <CallMe />
          </p>
        )}
        <span class="stamp">
          <Time at={at} />
        </span>
      </div>
    </div>
  );
}

/** With one question mark, however the operator ended it. */
const asQuestion = (text: string): string => `${text.replace(/[\s.,:;!?…]+$/u, '')}?`;

function OfferCard({ item: { name, isOpen, seq } }: { readonly item: OfferItem }) {
  const words = laterWords(usePanel().locale);
  return (
    <Notice icon={<PhoneIcon />} seq={seq}>
      {isOpen ? <b>{words.offer(name)}</b> : words.offer(name)}
      {isOpen && <CallMe />}
    </Notice>
  );
}

/** A call that was asked for, with its time; and each that was made, with what came of it. */
function CallCard({ item }: { readonly item: CallItem }) {
  const { chat, locale } = usePanel();
  const words = laterWords(locale);
  const { outcome, due, isChosen, phone, name, seq, status } = item;
  const isOpen = outcome === 'open';
  const now = useNow(chat.ticker, isOpen);
  if (outcome === 'over' || outcome === 'cancelled')
    return (
      <Notice icon={<PhoneIcon />} seq={seq}>
        {outcome === 'over' ? words.callOver : words.callCancelled}
        <Unsent status={status} />
      </Notice>
    );
  if (outcome === 'reached')
    return (
      <Notice icon={<TickIcon />} mood="kept" seq={seq}>
        <b>{words.callReached(name)}</b>
        <small>
          <Time at={due} />
        </small>
      </Notice>
    );
  const isMissed = outcome === 'missed';
  const cancel = (event: Event): void => {
    restFocus(event.currentTarget as Element);
    chat.command({ type: 'callback.cancel' });
  };
  const isLate = isOpen && status === null && now > due;
  const when = isChosen ? words.atTime(due, now) : words.byTime(due, now);
  return (
    <Notice icon={isLate ? <WarnIcon /> : <PhoneIcon />} mood={isLate ? 'broken' : ''} seq={seq}>
      <b>{isMissed ? words.callMissed(when) : words.call(when)}</b>
      {phone !== null && <small class="number">{readablePhone(phone)}</small>}
      {isLate && <small>{words.callLate}</small>}
      <Unsent status={status} />
      {isMissed && <CallMe label={words.callAgain} phone={phone} />}
      {isOpen && status === null && (
        <p class="line">
          <CallMe label={words.change} phone={phone} quiet />
          <button type="button" class="quiet" onClick={cancel}>
            {words.noCall}
          </button>
        </p>
      )}
    </Notice>
  );
}

/** That what was tapped is on its way, or waits for the connection. */
function Unsent({ status }: Pick<CallItem, 'status'>) {
  const { words } = usePanel();
  return status === null ? null : <small>{status === 'late' ? words.notSent : words.sending}</small>;
}

interface CallMeProps {
  readonly label?: string;
  readonly phone?: string | null;
  readonly quiet?: boolean;
}
function CallMe({ label, phone, quiet }: CallMeProps) {
  const { chat, words } = usePanel();
  return (
    <button type="button" class={quiet ? 'quiet' : 'person'} onClick={() => openCall(chat, phone ?? '')}>
      {label ?? words.callMe}
    </button>
  );
}

interface NoticeProps {
  readonly icon: ComponentChildren;
  readonly children: ComponentChildren;
  readonly mood?: string;
  readonly seq?: number;
}
const Notice = ({ icon, children, mood = '', seq }: NoticeProps) => (
  <div class={`promise ${mood}`} data-seq={seq || undefined}>
    {icon}
    <div>{children}</div>
  </div>
);
