import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { record, type RecordOutput } from '../../../src/cli/record/record-command';
import { type Recording } from '../../../src/cli/record/recording';
import { loadConfig } from '../../../src/config/config';
import { documentedSessionId, facebookSessionId, twitterSessionId } from '../fixtures';
import { startFakeOnebox } from '../onebox/fake-onebox';
import { answerSite, type RecordedSite, recordedSite } from './recorded-site';

export const credentials = { email: 'sari@example.com', password: 'a password', siteId: '169' };
export const sessionIds = {
  instagramSessionId: documentedSessionId,
  facebookSessionId,
  twitterSessionId,
};

/** The output of `doctor --record`, with its JSON parsed. */
export type Recorded = RecordOutput & { recording: Recording };

/** `doctor --record` on a fake Onebox. */
export interface Recorder {
  /** Records a site that `change` modifies. Passes all inputs, unless `given` or `sessions` replaces them. */
  record(
    change?: Partial<RecordedSite>,
    options?: { given?: string | object; sessions?: boolean; env?: Record<string, string> },
  ): Promise<Recorded>;
  /** The requests of the last recording. */
  requests: { method: string; url: string; headers: Partial<Record<string, unknown>>; body: string }[];
  close(): Promise<void>;
}

export async function startRecorder(): Promise<Recorder> {
  const onebox = await startFakeOnebox();
  const folder = mkdtempSync(join(tmpdir(), 'record-'));
  return {
    requests: onebox.requests,
    record: async (change = {}, { given, sessions = true, env = {} } = {}) => {
      const site = recordedSite(change);
      onebox.answer = answerSite(site);
      onebox.requests.length = 0;
      const input = join(folder, 'input.json');
      const all = given ?? { token: site.token, ...credentials, ...sessionIds };
      writeFileSync(input, typeof all === 'string' ? all : JSON.stringify(all));
      const config = loadConfig({ sandbox: false }, { ONEBOX_API_URL: onebox.origin, ...env });
      const output = await record(config, { input, sessions });
      return { ...output, recording: JSON.parse(output.json) as Recording };
    },
    close: async () => {
      await onebox.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The verdict on the assumption whose statement contains these words. */
export function verdictOf({ assumptions }: Recording, words: string): string | undefined {
  return assumptions.find(({ statement }) => statement.includes(words))?.verdict;
}
