import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** The network of all texts that are not addresses. Clients that send such texts share it. */
const unknownNetwork = 'unknown';
const addressWithPort = /^(?:\[([^\]]*)\](?::\d{1,5})?|(\d+\.\d+\.\d+\.\d+):\d{1,5})$/;
const mappedGroups = '0:0:0:0:0:ffff';
const mappedBits = 96;

/**
 * Normalises an address of `X-Forwarded-For`: without quotes, brackets, port and zone. IPv6 is in lower case with eight groups, and
 * IPv4-mapped IPv6 becomes IPv4. Undefined where the text is not an address.
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

/** The network that counts as one client: the IPv4 address, or the /64 network of an IPv6 address. */
export function networkOf(text: string): string {
  const address = parseAddress(text);
  if (address === undefined) return unknownNetwork;
  return isIPv4(address) ? address : address.split(':').slice(0, 4).join(':');
}

/** Returns a function that tells whether an address is in one of these networks, in any notation. */
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
  // A URL normalises the address: no leading zeros, no dots.
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
