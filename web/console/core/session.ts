import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { OperatorState } from '../../../shared/client/types.ts';
import type { WireCard, WirePage, WirePerson } from '../../../shared/protocol/pushes.ts';
import type { Targets } from './logic/clock.ts';
import { type Names, namesOf } from './logic/names.ts';
import type { Viewer } from './logic/viewer.ts';
import type { CoreWords } from './words.en.ts';

/** Who is at this console: not known yet, signed out (with why), or signed in. */
export type SignIn =
  | { readonly status: 'looking' }
  | { readonly status: 'out'; readonly code: string | null }
  | { readonly status: 'leaving' }
  | { readonly status: 'in' };

/** wide: three columns · desk: the third folds · phone: one screen at a time */
export type Layout = 'wide' | 'desk' | 'phone';

/** Who is here, and what the server has told this console. */
export interface SessionModel {
  /** in the reader's language; each feature adds the type of its own */
  readonly words: CoreWords;
  readonly signIn: Signal<SignIn>;
  readonly client: Signal<OperatorState | null>;
  readonly layout: Signal<Layout>;
  readonly viewer: ReadonlySignal<Viewer | null>;
  readonly me: ReadonlySignal<WirePerson | null>;
  readonly people: ReadonlySignal<readonly WirePerson[]>;
  readonly names: ReadonlySignal<Names>;
  readonly targets: ReadonlySignal<Targets>;
  readonly cards: ReadonlySignal<ReadonlyMap<string, WireCard>>;
  readonly conversations: ReadonlySignal<OperatorState['conversations']>;
  readonly page: ReadonlySignal<WirePage | null>;
  /** colleagues who have a conversation on their screen, by conversation */
  readonly viewers: ReadonlySignal<ReadonlyMap<string, readonly string[]>>;
  /** server time, ms, moved on every few seconds while colleagues look at chats: those who left are dropped by it */
  readonly minute: Signal<number>;
  readonly online: ReadonlySignal<boolean>;
  /** since when this machine has no network, epoch ms by the server's clock; null: it has, as far as it knows */
  readonly network: Signal<number | null>;
}

const DEFAULT_TARGETS: Targets = { connect: 100, reply: 600 };
const NO_CARDS: ReadonlyMap<string, WireCard> = new Map();
const NO_CONVERSATIONS: OperatorState['conversations'] = new Map();
const NOBODY: OperatorState['viewers'] = new Map();

export function createSession(words: CoreWords): SessionModel {
  const client = signal<OperatorState | null>(null);
  const minute = signal(0);
  const network = signal<number | null>(null);
  const people = computed(() => client.value?.people ?? []);
  // Both keep their object while its content is the same: what is computed from them is not computed with each frame.
  const viewer = keep(
    computed<Viewer | null>(() => {
      const me = client.value?.welcome?.me;
      return me ? { id: me.id, role: me.role } : null;
    }),
  );
  const targets = keep(
    computed<Targets>(() => {
      const workspace = client.value?.welcome?.workspace;
      return workspace ? { connect: workspace.connect, reply: workspace.reply } : DEFAULT_TARGETS;
    }),
  );
  return {
    words,
    signIn: signal<SignIn>({ status: 'looking' }),
    client,
    layout: signal<Layout>('wide'),
    viewer,
    me: computed(() => people.value.find((person) => person.id === viewer.value?.id) ?? null),
    people,
    names: computed(() => namesOf(people.value, words)),
    targets,
    cards: computed(() => client.value?.inbox.cards ?? NO_CARDS),
    conversations: computed(() => client.value?.conversations ?? NO_CONVERSATIONS),
    page: computed(() => client.value?.page ?? null),
    viewers: computed(() => viewersAt(client.value?.viewers ?? NOBODY, minute.value)),
    minute,
    online: computed(() => network.value === null && client.value?.connection.status === 'online'),
    network,
  };
}

/** Who looks at which conversation at `now`: the client gives each of them an end. */
function viewersAt(viewers: OperatorState['viewers'], now: number): ReadonlyMap<string, readonly string[]> {
  const shown = new Map<string, readonly string[]>();
  for (const [conversation, people] of viewers) {
    const present = [...people].filter(([, until]) => until > now).map(([person]) => person);
    if (present.length > 0) shown.set(conversation, present);
  }
  return shown;
}

/** Gives the earlier object again while the new one has the same content. */
function keep<T>(source: ReadonlySignal<T>): ReadonlySignal<T> {
  let last: T = source.peek();
  return computed(() => {
    const next = source.value;
    if (JSON.stringify(next) !== JSON.stringify(last)) last = next;
    return last;
  });
}
