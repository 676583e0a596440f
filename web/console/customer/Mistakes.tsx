import { useState } from 'preact/hooks';
import { TickIcon, WarnIcon } from '../../base/icons.tsx';
import { when } from '../core/format.ts';
import type { Copy } from '../core/logic/copy.ts';
import { refusalText } from '../core/refusal-text.ts';
import { deskWords } from '../desk/words.ts';
import { useCustomer } from './console.ts';
import { type CustomerCard, incidentCommands, type Loaded } from './customers.ts';
import { type Mistake, mistakesOf, type TouchedChat } from './logic/incidents.ts';
import { customerWords } from './words.ts';

interface MistakesProps {
  readonly conversation: string;
  readonly copy: Copy;
  readonly kept: Loaded<CustomerCard>;
}

/** What went wrong with this customer, what is open first; and the way to record it. */
export function Mistakes({ conversation, copy, kept }: MistakesProps) {
  const { store } = useCustomer();
  const { mistakes: words } = customerWords();
  const all = mistakesOf(copy.notes.entries, conversation, kept.value?.incidents ?? []);
  return (
    <>
      {all.length > 0 && <h3>{words.title}</h3>}
      {all.map((mistake) =>
        mistake.isClosed || mistake.touches === null ? (
          <Line key={mistake.id} mistake={mistake} again={kept.again} />
        ) : (
          <Open key={mistake.id} mistake={mistake} touches={mistake.touches} />
        ),
      )}
      <Refused conversation={conversation} />
      <button
        type="button"
        class="button button-small card-gap"
        onClick={() => {
          store.sheet.value = 'incident';
        }}
      >
        {words.button}
      </button>
    </>
  );
}

/** What was not accepted of it, where it was typed. */
function Refused({ conversation }: { readonly conversation: string }) {
  const { store, ticker, actions } = useCustomer();
  const mine = (store.client.value?.refusals ?? []).filter(
    (refusal) => refusal.conversation === conversation && refusal.command.type.startsWith('incident.'),
  );
  return (
    <>
      {mine.map((refusal) => (
        <div class="mistake" role="alert" key={refusal.id}>
          <p>{refusalText(store, refusal.code, refusal, ticker.now())}</p>
          {typeof refusal.command['note'] === 'string' && <p class="mistake-note">{refusal.command['note']}</p>}
          <button type="button" class="button button-small" onClick={() => actions.dismiss(refusal.id)}>
            {deskWords().refused.dismiss}
          </button>
        </div>
      ))}
    </>
  );
}

/** One that is over, or stands in another chat. */
function Line({ mistake, again }: { readonly mistake: Mistake; again(): void }) {
  const console = useCustomer();
  const { ticker, actions, store } = console;
  const { mistakes: words } = customerWords();
  const here = store.selected.value;
  const isElsewhere = mistake.conversation !== here;
  return (
    <div class={mistake.isClosed ? 'mistake mistake-closed' : 'mistake'}>
      <p>
        {mistake.isClosed ? <TickIcon size={16} /> : <WarnIcon size={16} />} <b>{words.kinds[mistake.kind]}</b>
      </p>
      <p class="meta">
        {when(mistake.at, ticker.now())} · {mistake.isClosed ? words.isClosed : words.isOpen}
        {!mistake.isClosed && ` · ${mistake.isTold ? words.allTold : words.notTold}`}
      </p>
      {mistake.outcome && <p class="meta">{mistake.outcome}</p>}
      {isElsewhere && (
        <p class="meta">
          {words.elsewhere}{' '}
          <button type="button" class="link" onClick={() => actions.open(mistake.conversation)}>
            {words.goThere}
          </button>
        </p>
      )}
      {isElsewhere && !mistake.isClosed && !mistake.isTold && here !== null && (
        <span class="check-buttons">
          <Draft
            chat={{ conversation: here, customer: store.copy.value?.log.view?.customer ?? '' }}
            mistake={mistake}
          />
          <button
            type="button"
            class="button button-small"
            onClick={() => {
              incidentCommands(console, mistake.conversation).tell(mistake.id, here);
              again();
            }}
          >
            {words.markTold}
          </button>
        </span>
      )}
    </div>
  );
}

/** One that is open: who was told, and then what was put right. */
function Open({ mistake, touches }: { readonly mistake: Mistake; readonly touches: readonly TouchedChat[] }) {
  const console = useCustomer();
  const { mistakes: words } = customerWords();
  const [outcome, setOutcome] = useState('');
  const commands = incidentCommands(console, mistake.conversation);
  return (
    <div class="mistake">
      <p>
        <WarnIcon size={16} /> <b>{words.kinds[mistake.kind]}</b>
      </p>
      <p class="meta">{when(mistake.at, console.ticker.now())}</p>
      {mistake.note && <p class="mistake-note">{mistake.note}</p>}
      <ul class="checklist">
        {touches.map((chat) => (
          <Told
            key={chat.conversation}
            chat={chat}
            mistake={mistake}
            onTold={() => commands.tell(mistake.id, chat.conversation)}
          />
        ))}
      </ul>
      {mistake.isTold ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (outcome.trim() !== '') commands.close(mistake.id, outcome.trim());
          }}
        >
          <label>
            {words.outcome}
            <textarea
              class="field"
              rows={2}
              maxLength={500}
              placeholder={words.outcomeHint}
              value={outcome}
              onInput={(event) => setOutcome(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button button-small" disabled={outcome.trim() === ''}>
            {words.close}
          </button>
        </form>
      ) : (
        <p class="meta">{words.closesAfter}</p>
      )}
    </div>
  );
}

interface ToldProps {
  readonly chat: TouchedChat;
  readonly mistake: Mistake;
  onTold(): void;
}

/** One whom it touches: told, or not yet; an apology to begin from. */
function Told({ chat, mistake, onTold }: ToldProps) {
  const { store, ticker, actions } = useCustomer();
  const { mistakes: words } = customerWords();
  const isHere = chat.conversation === store.selected.value;
  const card = store.cards.value.get(chat.conversation);
  const name = isHere
    ? store.names.value.customer(store.card.value ?? undefined)
    : card
      ? store.names.value.customer(card)
      : words.unknownChat;
  return (
    <li>
      <span class={chat.told === null ? 'check' : 'check check-done'}>
        {chat.told !== null && <TickIcon size={16} />}
      </span>
      <span class="check-who">
        {isHere ? (
          name
        ) : (
          <button type="button" class="link" onClick={() => actions.open(chat.conversation)}>
            {name}
          </button>
        )}
        <span class="meta"> {chat.told === null ? words.notTold : words.told(when(chat.told, ticker.now()))}</span>
        {chat.told === null && (
          <span class="check-buttons">
            <Draft chat={chat} mistake={mistake} label={words.draftWho(name)} />
            <button type="button" class="button button-small" aria-label={words.markToldWho(name)} onClick={onTold}>
              {words.markTold}
            </button>
          </span>
        )}
      </span>
    </li>
  );
}

interface DraftProps {
  readonly chat: Pick<TouchedChat, 'conversation' | 'customer'>;
  readonly mistake: Mistake;
  readonly label?: string;
}

/** Puts an apology into the message field of a chat, and opens it: who sends it has changed it first. */
function Draft({ chat: { conversation, customer }, mistake, label }: DraftProps) {
  const { store, actions } = useCustomer();
  const { mistakes: words, apologies } = customerWords();
  return (
    <button
      type="button"
      class="button button-small"
      aria-label={label}
      onClick={() => {
        actions.putBack({ conversation, customer, text: apologies[mistake.kind] });
        if (conversation !== store.selected.value) actions.open(conversation);
        actions.pane('chat');
      }}
    >
      {words.draft}
    </button>
  );
}
