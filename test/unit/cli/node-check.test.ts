import { checkNode } from '../../../src/cli/node-check';

describe('doctor on Node.js', () => {
  it.each([
    ['18.20.8', 'error'],
    ['20.18.3', 'error'],
    ['20.19.0', 'warning'],
    ['22.12.0', 'ok'],
    ['26.10.0', 'ok'],
  ])('calls version %s %s', (version, verdict) => {
    expect(checkNode(version)).toMatchObject({ subject: 'node', verdict });
  });
});
