import { SUBPROTOCOL } from '../contract.ts';
import { initial } from './initial.ts';
import type { Effect, Frame, Input, State } from './model.ts';
import { deadline, reduce } from './reducer.ts';
import { fromText, toText } from './stored.ts';
import type { Door } from './turn.ts';
import type { Client, ClientOptions, SocketLike } from './types.ts';

/** What the gateway itself says (`{"message": "Internal server error", …}`): an object without a type. */
function isGatewayFrame(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && 'message' in value && !('type' in value);
  } catch {
    return false; // not JSON: nothing we could act on
  }
}

const fatalOf = (error: unknown): string | undefined =>
  error !== null && typeof error === 'object' && 'fatal' in error ? String(error.fatal) : undefined;

/** The shell: owns sockets, one timer and the storage; runs inputs through the reducer one by one. */
export function createClient(door: Door, options: ClientOptions): Client<State> {
  const sockets = new Map<number, SocketLike | null>();
  const listeners = new Set<(state: State) => void>();
  const requests = new Map<string, PromiseWithResolvers<Parameters<Client<State>['request']>[0]>>();
  const inputs: Input[] = [];
  let core = initial(options.newId(), options.now(), fromText(options.storage?.load() ?? null, door.encode));
  let isBusy = false;
  let timer: unknown;
  let saved = toText(core.state.conversations);

  const later = (error: unknown): void => {
    options.setTimer(() => {
      throw error;
    }, 0);
  };

  /** Runs inputs in the order they came; one that arises meanwhile waits its turn. */
  function dispatch(input: Input): void {
    inputs.push(input);
    if (isBusy) return;
    isBusy = true;
    for (let next = inputs.shift(); next; next = inputs.shift()) step(next);
    isBusy = false;
    options.clearTimer(timer);
    const at = deadline(core);
    timer =
      at === null ? undefined : options.setTimer(() => dispatch({ type: 'tick' }), Math.max(0, at - options.now()));
  }

  function step(input: Input): void {
    const before = core.state;
    const result = reduce(core, input, { door, now: options.now(), random: options.random() });
    core = result.core;
    // Written before anything is sent: what may have been sent must be known after a reload, with its `after`.
    if (core.state.conversations !== before.conversations) save();
    for (const effect of result.effects) run(effect);
    if (core.state === before) return;
    for (const listener of listeners) {
      try {
        listener(core.state);
      } catch (error) {
        later(error); // a screen's mistake must not stop the connection
      }
    }
  }

  function save(): void {
    const text = toText(core.state.conversations);
    if (text === saved) return;
    saved = text;
    options.storage?.save(text);
  }

  function run(effect: Effect): void {
    switch (effect.type) {
      case 'open':
        sockets.set(effect.transport, null);
        void open(effect.transport);
        return;
      case 'close': {
        const socket = sockets.get(effect.transport);
        sockets.delete(effect.transport);
        if (socket) release(socket);
        return;
      }
      case 'send':
        try {
          sockets.get(effect.transport)?.send(door.encode(effect.frame));
        } catch (error) {
          later(error); // closing, or our own mistake; what matters is sent again
        }
        return;
      case 'settle':
        requests.get(effect.id)?.resolve(effect.frame);
        requests.delete(effect.id);
        return;
    }
  }

  function release(socket: SocketLike): void {
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(1000);
  }

  /** A transport that was given up while it opened is closed as soon as it can be; its late callbacks count for nothing. */
  async function open(transport: number): Promise<void> {
    const gone = (fatal?: string): void => {
      if (!sockets.delete(transport)) return;
      dispatch({ type: 'closed', transport, ...(fatal !== undefined && { fatal }) });
    };
    try {
      const { ticket, address } = await options.ticket();
      if (!sockets.has(transport)) return;
      const socket = options.openSocket(address, [SUBPROTOCOL, ticket]);
      sockets.set(transport, socket);
      socket.onopen = () => dispatch({ type: 'opened', transport });
      socket.onclose = () => gone();
      socket.onmessage = ({ data }) => {
        if (typeof data !== 'string' || !sockets.has(transport)) return;
        const frame = door.parse(data);
        if (frame) dispatch({ type: 'frame', transport, frame });
        else if (isGatewayFrame(data)) dispatch({ type: 'trouble', transport });
      };
    } catch (error) {
      gone(fatalOf(error));
    }
  }

  return {
    get state() {
      return core.state;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => dispatch({ type: 'start' }),
    stop() {
      dispatch({ type: 'stop' });
      for (const request of requests.values()) request.reject(new Error('The client was stopped.'));
      requests.clear();
    },
    command(conversation, command, log = 'conversation', known = { id: options.newId(), after: null }) {
      const { id, after } = known;
      door.encode({ ...command, id, conversation, after: 0 });
      dispatch({ type: 'command', id, conversation, command, log, after });
      return id;
    },
    request(frame) {
      const id = options.newId();
      door.encode({ ...frame, id });
      const answer = Promise.withResolvers<Frame>();
      requests.set(id, answer);
      dispatch({ type: 'request', id, frame });
      return answer.promise as ReturnType<Client<State>['request']>;
    },
    hint(frame) {
      if (frame['conversation'] !== '') door.encode(frame);
      dispatch({ type: 'hint', frame });
    },
    watch: (conversation) => dispatch({ type: 'watch', conversation }),
    unwatch: (conversation) => dispatch({ type: 'unwatch', conversation }),
    older: (conversation) => dispatch({ type: 'older', conversation }),
    dismiss: (id) => dispatch({ type: 'dismiss', id }),
    wake: () => dispatch({ type: 'wake' }),
    setActive: (active) => dispatch({ type: 'active', active }),
  };
}
