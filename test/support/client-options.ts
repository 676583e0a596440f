import type { ClientOptions } from '../../shared/client/types.ts';
import type { FakeServer } from './fake-server.ts';

/** Options of a client of a fake server; `random` is the middle of its range unless told. */
export function clientOptions(
  server: FakeServer,
  person: string,
  door: 'customer' | 'operator',
  more: Partial<ClientOptions> = {},
): ClientOptions {
  const { clock } = server;
  let ids = 0;
  return {
    ticket: () => server.ticket(person, door),
    openSocket: (address, protocols) => server.open(address, protocols),
    now: clock.now,
    setTimer: clock.setTimer,
    clearTimer: clock.clearTimer,
    random: () => 0.5,
    newId: () => `${person}-${server.sockets.size}-${server.id()}-${++ids}`.replace(/[^\w-]/g, '-'),
    ...more,
  };
}

/** A place to keep an outbox, as one tab has it. */
export function memoryStorage(text: string | null = null): {
  load(): string | null;
  save(value: string): void;
  text: string | null;
} {
  const storage = {
    text,
    load: () => storage.text,
    save(value: string) {
      storage.text = value;
    },
  };
  return storage;
}
