import type { ComponentChildren } from 'preact';
import type { ContactKind } from '../../../../shared/domain/paging/contact.ts';
import type { MyContact } from '../../../../shared/protocol/on-call.ts';
import { BellIcon, ChatIcon, PhoneIcon, SendIcon, TickIcon, WarnIcon } from '../../../base/icons.tsx';
import { when } from '../../core/format.ts';
import { useOnCall } from '../console.ts';
import { useWords } from '../words.ts';

const ICONS: Readonly<Record<ContactKind, typeof BellIcon>> = {
  push: BellIcon,
  sms: PhoneIcon,
  email: ChatIcon,
  https: SendIcon,
};

interface ContactRowProps {
  readonly contact: MyContact;
  /** it is the browser that shows this */
  readonly isHere: boolean;
  readonly children: ComponentChildren;
  onTest(): void;
  onRemove(): void;
}

/** One contact: what it is, whether it counts, and what became of its last ring. */
export function ContactRow({ contact, isHere, children, onTest, onRemove }: ContactRowProps) {
  const { ticker } = useOnCall();
  const { words } = useWords();
  const { alerts } = words;
  const Icon = ICONS[contact.kind];
  const { last } = contact;
  const isBad = last?.result === 'failed' || last?.result === 'undelivered';
  return (
    <li class="oc-contact">
      <div class="oc-contact-head">
        <span class="oc-contact-icon">
          <Icon />
        </span>
        <div class="oc-contact-what">
          <p>
            <b>{contact.label}</b>{' '}
            <span class={contact.verified ? 'oc-tag oc-tag-calm' : 'oc-tag oc-tag-due'}>
              {contact.verified ? <TickIcon size={14} /> : <WarnIcon size={14} />}
              {contact.verified ? alerts.verified : alerts.waits}
            </span>{' '}
            {isHere && <span class="oc-tag">{alerts.here}</span>}
          </p>
          <p class="meta oc-address">
            {words.kinds[contact.kind]}
            {contact.address !== '' && contact.address !== contact.label && ` · ${contact.address}`}
          </p>
          {contact.verified && (
            <p class={isBad ? 'meta problem' : 'meta'}>
              {last ? alerts.last[last.result](when(last.at, ticker.now())) : alerts.neverRung}
              {last?.detail !== undefined && <span class="oc-detail">{words.pages.why(last.detail)}</span>}
            </p>
          )}
        </div>
        <div class="oc-contact-buttons">
          {contact.verified && (
            <button type="button" class="button" onClick={onTest} aria-label={`${alerts.test}: ${contact.label}`}>
              {alerts.test}
            </button>
          )}
          <button
            type="button"
            class="button button-quiet"
            onClick={onRemove}
            aria-label={`${alerts.remove}: ${contact.label}`}
          >
            {alerts.remove}
          </button>
        </div>
      </div>
      {children}
    </li>
  );
}
