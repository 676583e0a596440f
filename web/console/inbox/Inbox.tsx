import { useEffect, useRef } from 'preact/hooks';
import { Cup } from '../../base/Cup.tsx';
import { DownIcon } from '../../base/icons.tsx';
import { useRoving } from '../core/roving.ts';
import { useInbox } from './console.ts';
import { InboxRow } from './InboxRow.tsx';
import { type Group, mayFold, type Section } from './logic/inbox.ts';

/** Groups that are drawn with nothing in them, since their emptiness says something. */
const ALWAYS: ReadonlySet<Group> = new Set<Group>(['person']);

/** The list. `groups` are those of the phone's tab; at a desk, all. */
export function Inbox({ groups }: { readonly groups?: readonly Group[] }) {
  const { store } = useInbox();
  const { words } = store;
  // A list that a chat has taken the place of is never left by the pointer.
  useEffect(
    () => () => {
      store.pointerInList.value = false;
    },
    [store],
  );
  const box = useRef<HTMLElement>(null);
  const roving = useRoving(box, { items: '.row, button.group-toggle', preferred: '.row-open', parts: '.group > ul' });
  store.folded.value; // rows come and go with it, and one of those that are there must be Tab's
  const inbox = store.client.value?.inbox;
  if (!inbox?.loaded) return <InboxSkeleton />;
  const { sections, added } = store.held.value;
  const shown = sections.filter(
    ({ group, ids }) => (!groups || groups.includes(group)) && (ids.length > 0 || ALWAYS.has(group)),
  );
  return (
    <nav
      class="inbox"
      ref={box}
      onFocusIn={roving.onFocusIn}
      onKeyDown={roving.onKeyDown}
      aria-label={words.inbox.title}
      onPointerEnter={(event) => {
        // A finger lifts off again without leaving: only a pointer that hovers holds the rows.
        if (event.pointerType === 'mouse') store.pointerInList.value = true;
      }}
      onPointerLeave={() => {
        store.pointerInList.value = false;
      }}
    >
      {added > 0 && (
        <button
          type="button"
          class="inbox-new"
          title={words.inbox.showNew}
          onClick={() => {
            store.pointerInList.value = false;
          }}
        >
          {words.inbox.added(added)} ↑
        </button>
      )}
      {inbox.cards.size === 0 ? (
        <p class="inbox-first">{words.inbox.firstEver}</p>
      ) : (
        shown.map((section) => <InboxGroup key={section.group} section={section} />)
      )}
      {groups && shown.length === 0 && inbox.cards.size > 0 && <p class="inbox-first">{words.inbox.nothingMine}</p>}
    </nav>
  );
}

function InboxGroup({ section }: { readonly section: Section }) {
  const { store } = useInbox();
  const { group, ids } = section;
  const folds = mayFold(section);
  const folded = folds && store.folded.value.has(group);
  const toggle = (): void => {
    const next = new Set(store.folded.peek());
    if (folded) next.delete(group);
    else next.add(group);
    store.folded.value = next;
  };
  const title = (
    <>
      {store.words.groups[group]}
      <span class="count">{ids.length}</span>
    </>
  );
  return (
    <section
      class={`group group-${group}`}
      // What the list's styles give it room for: never less than its first rows.
      style={{ '--rows': folded ? 0 : ids.length }}
    >
      <h2 class="group-head">
        {folds ? (
          <button type="button" tabIndex={-1} class="group-toggle" aria-expanded={!folded} onClick={toggle}>
            <span class={folded ? 'fold fold-shut' : 'fold'}>
              <DownIcon size={16} />
            </span>
            {title}
          </button>
        ) : (
          <span class="group-toggle group-fixed">{title}</span>
        )}
      </h2>
      {!folded && ids.length > 0 && (
        <ul>
          {ids.map((id) => (
            <InboxRow key={id} id={id} />
          ))}
        </ul>
      )}
      {!folded && ids.length === 0 && group === 'person' && <Nobody />}
    </section>
  );
}

/** Nobody waits: a cup of coffee, but never while a phone rings. */
function Nobody() {
  const { store } = useInbox();
  return (
    <div class="nobody">
      {store.page.value?.status !== 'ringing' && (
        <span class="nobody-cup">
          <Cup since={0} target={1} now={2_000} size={40} />
        </span>
      )}
      <p>{store.page.value?.status === 'ringing' ? store.words.inbox.ringing : store.words.inbox.empty}</p>
    </div>
  );
}

/** The shape of the list, drawn after 200 ms. */
function InboxSkeleton() {
  const { store } = useInbox();
  return (
    <output class="inbox skeleton" aria-label={store.words.inbox.loading}>
      {[0.7, 0.5, 0.62, 0.45].map((width) => (
        <div class="bone-row" key={width}>
          <span class="bone bone-ring" />
          <span class="row-main">
            <span class="bone" style={{ width: `${width * 60}%` }} />
            <span class="bone" style={{ width: `${width * 100}%` }} />
          </span>
        </div>
      ))}
    </output>
  );
}
