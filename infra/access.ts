/**
 * Who may touch what: the one place that gives functions their permissions. The stack grants exactly this, the table in
 * docs/architecture.md shows it, and test/infra compares all three.
 */
import type { FunctionName, INDEX, KeyClass } from '../shared/contract.ts';

/** What can be done with items of a key class. `put` and `update` cover the same calls inside a transaction. */
export type Verb = 'get' | 'query' | 'put' | 'update' | 'delete';

/** What a function may do beside the table. Each is one grant of a construct. */
export type Deed =
  | 'read the signing secret'
  | 'send looks'
  | 'post to customers'
  | 'post to operators'
  | 'close operator sockets'
  | 'start escalations'
  | 'start pages'
  | 'publish pages'
  | 'ring contacts'
  | 'read the stream';

type Items = Readonly<Partial<Record<KeyClass, readonly Verb[]>>>;

/** Permissions of one function. */
export interface Access {
  /** verbs per key class; a class that is not listed cannot be reached */
  readonly items: Items;
  /** indexes it may query */
  readonly indexes: readonly (keyof typeof INDEX)[];
  readonly may: readonly Deed[];
}

const CONNECTION_CLEANUP = {
  TC: ['query', 'delete'],
  TO: ['query', 'delete'],
  KC: ['delete'],
  KO: ['delete'],
} as const;

const AUTHORIZER = {
  items: { J: ['put'], W: ['get'] },
  indexes: [],
  may: ['read the signing secret'],
} as const satisfies Access;

const LOOK: Access = {
  items: {
    C: ['query', 'put', 'update'],
    P: ['query', 'put', 'update'],
    A: ['query'],
    W: ['get'],
    O: ['query'],
    ...CONNECTION_CLEANUP,
  },
  indexes: [],
  may: ['send looks', 'post to customers', 'post to operators', 'start escalations', 'start pages'],
};

const PAGE_STEP: Access = {
  items: {
    C: ['query', 'put'],
    P: ['query', 'put', 'update'],
    L: ['put'],
    W: ['get'],
    O: ['query'],
    X: ['query', 'update'],
    ...CONNECTION_CLEANUP,
  },
  indexes: [],
  may: ['send looks', 'post to customers', 'post to operators', 'publish pages', 'ring contacts'],
};

/** The permissions of every function. */
export const ACCESS: Readonly<Record<FunctionName, Access>> = {
  'customer-authorizer': AUTHORIZER,
  // a role that was lost a moment ago opens no socket
  'operator-authorizer': { ...AUTHORIZER, items: { ...AUTHORIZER.items, O: ['get'] } },
  'customer-connection': {
    // put: when a customer left
    items: { TC: ['put', 'delete'], KC: ['put', 'delete'] },
    indexes: [],
    may: [],
  },
  'operator-connection': {
    items: { TO: ['delete'], KO: ['put', 'delete'] },
    indexes: [],
    may: [],
  },
  'customer-socket': {
    items: {
      C: ['query', 'put'],
      TC: ['query', 'put', 'delete'],
      TO: ['query', 'delete'],
      KC: ['update', 'delete'],
      KO: ['delete'],
      A: ['query'],
      W: ['get'],
      O: ['query'],
      U: ['query'],
      R: ['query', 'put'],
    },
    indexes: [],
    may: ['send looks', 'post to customers', 'post to operators'],
  },
  'operator-socket': {
    items: {
      // a recalled message's text is removed from its commit
      C: ['query', 'put', 'update'],
      N: ['query', 'put'],
      P: ['query', 'put', 'update'],
      TC: ['query', 'delete'],
      TO: ['query', 'put', 'delete'],
      KC: ['delete'],
      KO: ['update', 'delete'],
      A: ['query', 'update'],
      W: ['get'],
      O: ['get', 'query'],
      // whether a specialist can be rung at all is said before anybody is woken
      X: ['query'],
      R: ['query', 'put'],
      // drafts of the person whose socket it is
      B: ['query', 'put'],
      S: ['query'],
      U: ['query'],
      H: ['query'],
    },
    indexes: ['inbox'],
    may: ['send looks', 'post to customers', 'post to operators', 'close operator sockets', 'start pages'],
  },
  http: {
    // M put: that the widget was seen on the company's site
    items: { W: ['get'], O: ['get'], M: ['put'] },
    indexes: [],
    may: ['read the signing secret'],
  },
  'on-call': {
    items: {
      M: ['get'],
      // put: the rounds of a workspace that has none yet
      W: ['get', 'put', 'update'],
      O: ['get', 'query', 'update'],
      X: ['query', 'put', 'update', 'delete'],
      L: ['get', 'put', 'delete'],
      P: ['query'],
      C: ['query'],
    },
    indexes: [],
    may: ['ring contacts'],
  },
  acknowledge: {
    items: {
      L: ['get'],
      P: ['query', 'put', 'update'],
      C: ['query', 'put'],
      A: ['update'],
      W: ['get'],
      O: ['query'],
      // whom a lead can wake from the page
      X: ['query'],
      ...CONNECTION_CLEANUP,
    },
    indexes: [],
    may: ['read the signing secret', 'send looks', 'post to customers', 'post to operators', 'start pages'],
  },
  receipts: {
    items: { L: ['get'], P: ['query', 'put'], X: ['update'] },
    indexes: [],
    may: [],
  },
  projector: {
    items: { W: ['get'], I: ['update'], U: ['put'], H: ['put'], S: ['update'], M: ['put'] },
    indexes: [],
    may: ['read the stream'],
  },
  // N: whether a recall that stopped halfway had kept the original
  look: { ...LOOK, items: { ...LOOK.items, N: ['query'] } },
  'page-step': PAGE_STEP,
  sweep: {
    // a workspace's rounds are in its own partition
    items: union(union(LOOK.items, PAGE_STEP.items), { W: ['put'] }),
    indexes: ['due'],
    may: [...new Set([...LOOK.may, ...PAGE_STEP.may])],
  },
};

/** The sweep does what a look and a page step do, when neither did it. */
function union(a: Items, b: Items): Items {
  const classes = new Set([...Object.keys(a), ...Object.keys(b)] as KeyClass[]);
  return Object.fromEntries([...classes].map((c) => [c, [...new Set([...(a[c] ?? []), ...(b[c] ?? [])])]]));
}
