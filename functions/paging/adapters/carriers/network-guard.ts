import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Networks } from '../../../../shared/domain/kernel/contact-address.ts';
import { CarrierRefusal } from '../../ports.ts';

/**
 * Addresses of contacts are people's own input, and a function stands inside AWS's network: a URL that leads to the
 * function's own credentials, or into a company's network, must lead nowhere. The check is made of the very addresses that
 * are connected to, so that a name cannot mean one thing when it is checked and another when it is used.
 */

/** Not of the public internet, by IANA's registries of special-purpose addresses. Mapped into IPv6 they are found as well. */
const PRIVATE_V4 = [
  '0.0.0.0/8', // this network
  '10.0.0.0/8',
  '100.64.0.0/10', // shared with the provider's own
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local: metadata of AWS
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // relays, given up
  '192.168.0.0/16',
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
];
/** Of IPv6 only 2000::/3 is given out at all; these parts of it are special. */
const PRIVATE_V6 = [
  '2001::/23', // protocols, among them tunnels
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4: leads to whatever IPv4 address is in it
  '3fff::/20', // documentation
];

const isPrivate = listOf([...PRIVATE_V4, ...PRIVATE_V6]);
const isGlobalV6 = listOf(['2000::/3']);
const isMappedV4 = listOf(['::ffff:0:0/96']);

function listOf(subnets: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net = '', prefix] = subnet.split('/');
    list.addSubnet(net, Number(prefix), familyOf(net));
  }
  return (address) => list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** Whether an address is of the public internet. What is no address is not. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 0 || isPrivate(address)) return false;
  return isIP(address) === 4 || isMappedV4(address) || isGlobalV6(address);
}

/** What connections of contacts are made with. */
export interface NetworkGuard {
  /** @throws CarrierRefusal when no request may be made there */
  check(url: URL): void;
  /** for the connection itself: finds a name's addresses, and fails when one of them is not allowed */
  readonly lookup: LookupFunction;
}

type Lookup = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** @param find how names are resolved */
export function networkGuard(networks: Networks, find: Lookup = systemLookup): NetworkGuard {
  const isAllowed = (address: string): boolean => networks === 'any' || isPublic(address);
  return {
    check({ protocol, hostname }) {
      if (protocol !== 'https:' && !(networks === 'any' && protocol === 'http:'))
        throw new CarrierRefusal('Only addresses that begin with https:// are called.');
      // A connection to an address looks nothing up.
      const address = hostname.replace(/^\[|\]$/g, '');
      if (isIP(address) !== 0 && !isAllowed(address)) throw notPublic(address);
    },

    lookup(hostname, options, callback) {
      find(hostname, { ...options, all: true }, (error, addresses) => {
        const wrong = addresses?.find(({ address }) => !isAllowed(address));
        const [first] = addresses ?? [];
        if (error) callback(error, []);
        else if (wrong) callback(notPublic(hostname), []);
        else if (options.all) callback(null, addresses);
        else callback(null, first?.address ?? '', first?.family ?? 4);
      });
    },
  };
}

const notPublic = (name: string): CarrierRefusal =>
  new CarrierRefusal(`${name} is not on the public internet, and is not called.`);
