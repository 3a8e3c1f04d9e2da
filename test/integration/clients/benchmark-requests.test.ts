import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

interface SentRequests {
  name: string;
  benchmark: SentRequest;
  client: SentRequest;
}

interface SentRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

const script = join(__dirname, '../../support/clients/sent-requests.mjs');

describe('The benchmark', () => {
  it('sends the requests that Apollo Client and urql send', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [script]);
    const requests = JSON.parse(stdout) as SentRequests[];
    expect(requests.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'h']);
    for (const { benchmark, client } of requests) expect(benchmark).toEqual(client);
  });
});
