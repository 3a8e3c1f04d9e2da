import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** For every address that is none: whoever writes such ones shares it. */
const unknownNetwork = 'unknown';
const addressWithPort = /^(?:\[([^\]]*)\](?::\d{1,5})?|(\d+\.\d+\.\d+\.\d+):\d{1,5})$/;
const mappedGroups = '0:0:0:0:0:ffff';
const mappedBits = 96;

/**
 * An address as proxies write it in `X-Forwarded-For`, in its one form: without quotes, brackets, port and zone, in lower
 * case, IPv4 also where IPv6 carries it, IPv6 as eight groups. Undefined where it is no address.
 */
export function parseAddress(text: string): string | undefined {
  const bare = text.trim().replace(/^"(.*)"$/, '$1');
  const [, bracketed, dotted] = addressWithPort.exec(bare) ?? [];
  const address = (bracketed ?? dotted ?? bare).replace(/%.*$/, '');
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return undefined;
  const groups = groupsOf(address);
  return groups.slice(0, 6).join(':') === mappedGroups ? dottedOf(groups.slice(6)) : groups.join(':');
}

/** What is counted as one client: the address; of IPv6 the network of 64 bits, which one customer has all of. */
export function networkOf(text: string): string {
  const address = parseAddress(text);
  if (address === undefined) return unknownNetwork;
  return isIPv4(address) ? address : address.split(':').slice(0, 4).join(':');
}

/** Makes what tells whether an address is one of these addresses and networks, however both are written. */
export function addressMatcher(networks: readonly string[]): (text: string) => boolean {
  const list = new BlockList();
  for (const network of networks) {
    const [text = '', bits] = network.split('/');
    const address = parseAddress(text);
    if (address === undefined) continue;
    const isMapped = isIPv4(address) && !isIPv4(text);
    const prefix = bits === undefined ? undefined : Number(bits) - (isMapped ? mappedBits : 0);
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Math.max(0, prefix), familyOf(address));
  }
  return (text) => {
    const address = parseAddress(text);
    return address !== undefined && list.check(address, familyOf(address));
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6';
}

function groupsOf(address: string): string[] {
  // A URL has one form for each address, without leading zeros and dots.
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [head, tail].map((part) => part.split(':').filter((group) => group !== '')) as [
    string[],
    string[],
  ];
  return [...before, ...Array<string>(8 - before.length - after.length).fill('0'), ...after];
}

function dottedOf(groups: readonly string[]): string {
  return groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((bits) => [bits >> 8, bits & 0xff])
    .join('.');
}
