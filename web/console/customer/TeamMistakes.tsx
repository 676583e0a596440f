import './customer.css';
import { COUNTED_RULES } from '../../../shared/domain/desk/hint-rules.ts';
import { INCIDENT_KINDS } from '../../../shared/domain/kernel/incidents.ts';
import { WarnIcon } from '../../base/icons.tsx';
import { when } from '../core/format.ts';
import { useCustomer } from './console.ts';
import { useMistakes } from './customers.ts';
import { customerWords } from './words.ts';

/** For leads: mistakes that are open, each of which opens its chat; how many there were, how often hints came up. No people. */
export function TeamMistakes() {
  const console = useCustomer();
  const { store, ticker, actions } = console;
  const { mistakes: words, hints: hintWords } = customerWords();
  // Anew with each welcome, and whenever the notes of an open chat moved: a mistake may be among them.
  const reason = `${store.client.value?.welcome?.id} ${store.copy.value?.notes.seq}`;
  const { value } = useMistakes(console, store.viewer.value?.role === 'lead', reason);
  if (!value) return null;
  const { open, counts, days, hints = {} } = value;
  const kinds = INCIDENT_KINDS.filter((kind) => (counts[kind] ?? 0) > 0);
  const rules = COUNTED_RULES.flatMap((rule) => {
    const count = hints[rule];
    return count ? [{ rule, ...count }] : [];
  }).sort((a, b) => b.shown - a.shown);
  return (
    <div class="team-mistakes">
      {open.length > 0 && (
        <ul>
          {open.map(({ incident, kind, conversation, at, told }) => {
            const card = store.cards.value.get(conversation);
            return (
              <li key={incident}>
                <button type="button" class="row row-mistake" onClick={() => actions.open(conversation)}>
                  <span class="row-clock tone-due">
                    <WarnIcon />
                  </span>
                  <span class="row-main">
                    <span class="row-name">{card ? store.names.value.customer(card) : words.unknownChat}</span>
                    <span class="row-preview">
                      {words.kinds[kind]} · {when(at, ticker.now())} · {told ? words.allTold : words.someNotTold}
                    </span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {kinds.length > 0 && (
        <dl class="mistake-counts">
          <dt>{words.team(days)}</dt>
          {kinds.map((kind) => (
            <dd key={kind}>
              {words.kinds[kind]} <b>{counts[kind]}</b>
            </dd>
          ))}
        </dl>
      )}
      {rules.length === 0 ? (
        <p class="hint-counts-none">{hintWords.none(days)}</p>
      ) : (
        <details class="hint-counts">
          <summary>{hintWords.title(days)}</summary>
          <dl class="hint-counts-list">
            {rules.map(({ rule, shown, overridden }) => (
              <div key={rule}>
                <dt>{hintWords.rules[rule]}</dt>
                <dd>{hintWords.row(shown, overridden)}</dd>
              </div>
            ))}
          </dl>
          <p>{hintWords.about}</p>
        </details>
      )}
    </div>
  );
}
