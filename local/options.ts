import { networkInterfaces } from 'node:os';
import { parseArgs } from 'node:util';
import { messageOf, StartError } from './errors.ts';

/** What `npm start` was asked for. */
export interface StartOptions {
  readonly port: number;
  readonly host: string;
  /** Name of this machine in the addresses: its address in the local network when it can be reached from there. */
  readonly publicHost: string;
  /** Whether it can be reached from other machines, where browsers give a page its keys and sockets by TLS only. */
  readonly secure: boolean;
  readonly fresh: boolean;
  readonly data: string;
}

const USAGE = 'npm start -- [--fresh] [--host 0.0.0.0]; OTVET_PORT and OTVET_DATA name another port and directory';

/** @throws {StartError} naming what was not understood */
export function startOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): StartOptions {
  const { fresh, host } = parsed(args);
  const text = env['OTVET_PORT'];
  const port = text === undefined || text === '' ? 4400 : Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new StartError(
      `OTVET_PORT is "${text}", which is no port: set it to a number from 1 to 65535, or unset it for 4400.`,
    );
  }
  const data = env['OTVET_DATA'];
  return {
    port,
    host,
    publicHost: publicHostOf(host),
    secure: !isLoop(host),
    fresh,
    data: data === undefined || data === '' ? '.data' : data,
  };
}

function parsed(args: readonly string[]): { readonly fresh: boolean; readonly host: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { fresh: { type: 'boolean', default: false }, host: { type: 'string', default: '127.0.0.1' } },
    });
    return values;
  } catch (error) {
    throw new StartError(`${messageOf(error)}. Usage: ${USAGE}`);
  }
}

const isLoop = (host: string): boolean => host === '127.0.0.1' || host === 'localhost';

/** A phone needs an address that it can reach; at home that is the first of this machine's that is not its own loop. */
function publicHostOf(host: string): string {
  if (isLoop(host)) return 'localhost';
  if (host !== '0.0.0.0') return host;
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? 'localhost';
}
