import { addressMatcher, networkOf } from '../../../src/server/client-address';

describe('networkOf', () => {
  it.each([
    ['203.0.113.8', '203.0.113.8'],
    ['203.0.113.8:50000', '203.0.113.8'],
    [' "203.0.113.8:50001" ', '203.0.113.8'],
    ['::ffff:203.0.113.8', '203.0.113.8'],
    ['::FFFF:203.0.113.8', '203.0.113.8'],
    ['::ffff:cb00:7108', '203.0.113.8'],
    ['0:0:0:0:0:ffff:cb00:7108', '203.0.113.8'],
    ['[::ffff:203.0.113.8]:443', '203.0.113.8'],
    ['2001:db8:1:2::1', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002:9:9:9:9', '2001:db8:1:2'],
    ['[2001:db8:1:2::1]', '2001:db8:1:2'],
    ['[2001:db8:1:2::7]:50000', '2001:db8:1:2'],
    ['2001:db8:1:2::1%eth0', '2001:db8:1:2'],
    ['[fe80::1%25eth0]:1', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['::', '0:0:0:0'],
    ['64:ff9b::203.0.113.8', '64:ff9b:0:0'],
  ])('returns for %j: %s', (text, network) => {
    expect(networkOf(text)).toBe(network);
  });

  it.each([
    '',
    'unknown',
    '_hidden',
    '203.0.113',
    '203.0.113.008',
    '[203.0.113.8',
    '2001:db8::1::2',
    'a'.repeat(9999),
    '203.0.113.8:123456',
    '[]',
    '1.2.3.4, 5.6.7.8',
  ])('returns the same network for any text that is not an address: %j', (text) => {
    expect(networkOf(text)).toBe('unknown');
  });
});

describe('addressMatcher', () => {
  const isTrusted = addressMatcher([
    '127.0.0.1',
    '10.0.0.0/8',
    '2001:db8::/32',
    '::ffff:192.0.2.0/120',
    '::1',
  ]);

  it.each([
    ['127.0.0.1', true],
    ['::ffff:127.0.0.1', true],
    ['127.0.0.1:8080', true],
    ['10.255.0.1', true],
    ['[::ffff:10.1.2.3]:1', true],
    ['2001:DB8:ffff::1', true],
    ['[2001:db8::1]:443', true],
    ['192.0.2.77', true],
    ['0:0:0:0:0:0:0:1', true],
    ['192.0.3.77', false],
    ['11.0.0.1', false],
    ['2001:db9::1', false],
    ['unknown', false],
    ['', false],
  ])('matches an address in any notation: %j %s', (text, expected) => {
    expect(isTrusted(text)).toBe(expected);
  });
});
