import { createHash, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import WebSocket from 'ws';
import type { Stack } from '../../local/stack.ts';
import { createCustomerClient, createOperatorClient } from '../../shared/client/index.ts';
import type { Client, ClientOptions, CustomerState, OperatorState, SocketLike } from '../../shared/client/types.ts';
import type { StaffName, TestWorkspace } from './workspaces.ts';

/** People at the stack's doors: the product's own client on real sockets, tickets over HTTP, operators signed in by OIDC. */

export type Frame = Readonly<Record<string, unknown>>;
type At = Pick<Stack, 'url' | 'outputs'>;

export interface Driven<State> {
  readonly client: Client<State>;
  /** id of the person, as the log names them */
  readonly id: string;
  /** session or ID token that tickets are got with */
  readonly bearer: string;
  /** every frame that came, parsed, over all of its sockets */
  readonly received: readonly Frame[];
  /** every frame that was sent */
  readonly sent: readonly Frame[];
  /** closes the socket under the client, as a network does */
  readonly cut: () => void;
  /** while set, no new socket opens */
  readonly offline: (isOffline: boolean) => void;
  readonly stop: () => void;
}

export interface CustomerDriver extends Driven<CustomerState> {
  /** the conversation that {@link say} and {@link ask} are about */
  readonly conversation: string;
  /** writes; returns the command's id */
  readonly say: (text: string) => string;
  /** any other command of the conversation */
  readonly ask: (type: string, fields?: Frame) => string;
  /** texts of the conversation as this customer sees them, in order */
  readonly texts: () => string[];
}

export interface OperatorDriver extends Driven<OperatorState> {
  readonly name: StaffName;
  /** a command of a conversation that is watched from then on */
  readonly ask: (conversation: string, type: string, fields?: Frame, log?: 'conversation' | 'notes') => string;
  /** writes to the conversation's customer */
  readonly say: (conversation: string, text: string) => string;
  readonly texts: (conversation: string) => string[];
  readonly notes: (conversation: string) => string[];
}

export interface DriveOptions {
  /** how much faster the client's clock runs: heartbeats of a minute in a few seconds */
  readonly speed?: number;
  readonly storage?: NonNullable<ClientOptions['storage']>;
  /** a session got before */
  readonly session?: { readonly session: string; readonly customer: string };
  /** what the company's server says of the customer; absent: anonymous */
  readonly identity?: string;
  /** where the widget's page is, as it is sent for each ticket */
  readonly visit?: { readonly path?: string; readonly zone?: string };
  readonly conversation?: string;
}

export const newId = (): string => randomBytes(16).toString('base64url');

/** Answer of the HTTP API. */
export async function post(
  { url }: Pick<Stack, 'url'>,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: Record<string, unknown>; text: string }> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, text, body: text.startsWith('{') ? JSON.parse(text) : {} };
}

/** A session of a customer. */
export async function openSession(
  stack: Pick<Stack, 'url'>,
  workspace: string,
  identity?: string,
): Promise<{ session: string; customer: string }> {
  const { body, status } = await post(stack, '/v1/sessions', { workspace, ...(identity && { identity }) });
  if (status !== 200) throw new Error(`no session: ${status} ${JSON.stringify(body)}`);
  return body as unknown as { session: string; customer: string };
}

/** What the company's server says of a customer who is signed in there. */
export const identityOf = (
  workspace: TestWorkspace,
  subject: string,
  name: string,
  attributes?: Readonly<Record<string, string>>,
): Promise<string> =>
  new SignJWT({ name, ...(attributes && { attributes }) })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(workspace.identitySecret));

export async function ticketOf(
  stack: Pick<Stack, 'url'>,
  bearer: string,
  visit: DriveOptions['visit'] = {},
): Promise<{ ticket: string; address: string }> {
  const { body, status } = await post(stack, '/v1/tickets', visit, { authorization: `Bearer ${bearer}` });
  if (status !== 200)
    throw Object.assign(new Error(`no ticket: ${status}`), status < 500 ? { fatal: body['code'] } : {});
  return body as unknown as { ticket: string; address: string };
}

/** The ID token of a person of the user pool: code and PKCE, as a browser does it. */
export async function signIn({ url, outputs }: At, email: string): Promise<string> {
  const verifier = randomBytes(32).toString('base64url');
  const client = outputs['UserPoolClientId'] ?? '';
  const redirectUri = `${url}/console/`;
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client,
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    login_hint: email,
  });
  const sent = await fetch(`${url}/oidc/authorize?${query}`, { redirect: 'manual' });
  const code = new URL(sent.headers.get('location') ?? '', url).searchParams.get('code') ?? '';
  const grant = { grant_type: 'authorization_code', client_id: client, redirect_uri: redirectUri };
  const answer = await fetch(`${url}/oidc/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...grant, code, code_verifier: verifier }),
  });
  const { id_token: token } = (await answer.json()) as { id_token?: string };
  if (token === undefined) throw new Error(`${email} could not sign in.`);
  return token;
}

function drive<State>(
  stack: Pick<Stack, 'url'>,
  create: (options: ClientOptions) => Client<State>,
  {
    id,
    bearer,
    speed = 1,
    storage,
    visit,
  }: { id: string; bearer: string } & Pick<DriveOptions, 'speed' | 'storage' | 'visit'>,
): Driven<State> {
  const received: Frame[] = [];
  const sent: Frame[] = [];
  const sockets = new Set<WebSocket>();
  let isOffline = false;
  const began = Date.now();
  const client = create({
    ticket: async () => {
      if (isOffline) throw new Error('no network');
      return ticketOf(stack, bearer, visit);
    },
    openSocket: (address, protocols) => {
      const socket = new WebSocket(address, protocols);
      sockets.add(socket);
      socket.on('error', () => undefined); // `close` follows
      socket.on('close', () => sockets.delete(socket));
      socket.on('message', (data) => received.push(JSON.parse(String(data)) as Frame));
      const like: SocketLike = {
        send: (data) => {
          sent.push(JSON.parse(data) as Frame);
          socket.send(data);
        },
        close: (code) => socket.close(code),
        onopen: null,
        onmessage: null,
        onclose: null,
      };
      socket.on('open', () => like.onopen?.());
      socket.on('message', (data) => like.onmessage?.({ data: String(data) }));
      socket.on('close', (code) => like.onclose?.({ code }));
      return like;
    },
    now: () => began + (Date.now() - began) * speed,
    setTimer: (run, ms) => setTimeout(run, ms / speed),
    clearTimer: (timer) => clearTimeout(timer as NodeJS.Timeout),
    random: Math.random,
    newId,
    ...(storage && { storage }),
  });
  const cut = (): void => {
    for (const socket of sockets) socket.terminate();
  };
  return {
    client,
    id,
    bearer,
    received,
    sent,
    cut,
    offline: (value) => {
      isOffline = value;
      if (value) cut();
    },
    stop: () => client.stop(),
  };
}

const textsOf = (
  entries: readonly { readonly events: readonly { readonly type: string }[] }[],
  type: string,
): string[] =>
  entries
    .flatMap(({ events }) => events)
    .flatMap((event) => (event.type === type && 'text' in event ? String(event.text) : []));

/** A customer with the widget open. */
export async function customerOf(
  stack: At,
  workspace: Pick<TestWorkspace, 'id'>,
  options: DriveOptions = {},
): Promise<CustomerDriver> {
  const { session, customer } = options.session ?? (await openSession(stack, workspace.id, options.identity));
  const driven = drive(stack, createCustomerClient, { ...options, id: customer, bearer: session });
  const { client } = driven;
  const { conversation = newId() } = options;
  client.watch(conversation);
  client.start();
  const ask = (type: string, fields: Frame = {}): string => client.command(conversation, { type, ...fields });
  return {
    ...driven,
    conversation,
    ask,
    say: (text) => ask('message.post', { text }),
    texts: () => textsOf(client.state.conversations.get(conversation)?.log.entries ?? [], 'message.posted'),
  };
}

/** An operator with the console open: signed in by OIDC, watching the inbox. */
export async function operatorOf(
  stack: At,
  workspace: TestWorkspace,
  name: StaffName,
  options: Pick<DriveOptions, 'speed'> = {},
): Promise<OperatorDriver> {
  const { email, id } = workspace.people[name];
  const bearer = await signIn(stack, email);
  const driven = drive(stack, createOperatorClient, { ...options, id, bearer });
  const { client } = driven;
  client.start();
  await client.request({ type: 'presence.set', state: 'available' });
  await client.request({ type: 'inbox.watch' });
  const ask: OperatorDriver['ask'] = (conversation, type, fields = {}, log) =>
    client.command(conversation, { type, ...fields }, log);
  return {
    ...driven,
    name,
    ask,
    say: (conversation, text) => {
      const view = client.state.conversations.get(conversation)?.log.view;
      const customer = view?.customer ?? client.state.inbox.cards.get(conversation)?.customer ?? '';
      return ask(conversation, 'message.post', { text, draft: { conversation, customer } });
    },
    texts: (conversation) => textsOf(client.state.conversations.get(conversation)?.log.entries ?? [], 'message.posted'),
    notes: (conversation) => textsOf(client.state.conversations.get(conversation)?.notes.entries ?? [], 'note.posted'),
  };
}

/** A socket without a client: what the wire says, frame by frame. */
export interface RawSocket {
  readonly socket: WebSocket;
  readonly received: readonly string[];
  /** sends text as it is, and gives back the next frame that answers (`ack`, `error`, `welcome`, …), not what is pushed */
  readonly exchange: (text: string | Frame) => Promise<Frame>;
  readonly close: () => void;
}

/** Answers carry the id of what they answer (null: it had none); what is pushed has none, but for the farewell. */
const isAnswer = (frame: Frame): boolean => 'id' in frame || frame['type'] === 'bye';

/** Opens a socket with a ticket of the bearer and says `hello`. */
export async function rawSocket(stack: Pick<Stack, 'url'>, bearer: string): Promise<RawSocket> {
  const { ticket, address } = await ticketOf(stack, bearer);
  const socket = new WebSocket(address, ['otvet.v1', ticket]);
  const received: string[] = [];
  const waiting: ((frame: Frame) => void)[] = [];
  socket.on('message', (data) => {
    const text = String(data);
    received.push(text);
    const frame = JSON.parse(text) as Frame;
    if (isAnswer(frame)) waiting.shift()?.(frame);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  const exchange = (text: string | Frame): Promise<Frame> =>
    new Promise((resolve, reject) => {
      const sent = typeof text === 'string' ? text : JSON.stringify(text);
      const fail = (why: string) => (): void => reject(new Error(`${why}: ${sent.slice(0, 200)}`));
      if (socket.readyState !== WebSocket.OPEN) return fail('the socket is closed')();
      const timer = setTimeout(fail('no answer'), 10_000);
      const onClose = fail('the socket closed instead of an answer');
      socket.once('close', onClose);
      waiting.push((frame) => {
        clearTimeout(timer);
        socket.off('close', onClose);
        resolve(frame);
      });
      socket.send(sent);
    });
  return { socket, received, exchange, close: () => socket.close() };
}
