import { InstagramSessionDocument } from '../../generated/graphql';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../onebox/fake-onebox';
import { documentedSession, documentedSessionId } from '../fixtures';
import { freePort } from './free-port';
import { type GatewayProcess, startGatewayProcess } from './gateway-process';

/** A gateway in a separate process, with its client and its metrics. */
export interface Replica {
  process: GatewayProcess;
  /** Reads a session and returns the name of its person, which is the caller's token. */
  read: (token: string) => Promise<string | undefined>;
  /** The sum of a metric's lines that contain each of `parts`. */
  metric: (...parts: string[]) => Promise<number>;
}

/** Facebook's token in every session that replicas read. */
export const facebookToken = 'EAAGcanary0facebook0canary0facebook';

/** Replicas that share one fake Onebox. */
export class Replicas {
  #running: Replica[] = [];

  private constructor(readonly onebox: FakeOnebox) {}

  static async begin(): Promise<Replicas> {
    return new Replicas(
      await startFakeOnebox((request, response) => {
        const session = documentedSession();
        session.profile = { id: '1', name: String(request.headers.authorization).slice('Bearer '.length) };
        session.token = facebookToken;
        session.accounts[0].access_token = facebookToken;
        respondJson(200, session)(request, response);
      }),
    );
  }

  /** Starts a replica that caches for ten minutes in the store at `cacheUrl`. */
  async start(cacheUrl: string, env: Record<string, string> = {}): Promise<Replica> {
    const metricsPort = await freePort();
    const process = startGatewayProcess([], {
      PORT: '0',
      METRICS_PORT: String(metricsPort),
      ONEBOX_API_URL: this.onebox.origin,
      CACHE_URL: cacheUrl,
      CACHE_TTL_SECONDS: '600',
      SHUTDOWN_DELAY_MS: '0',
      ...env,
    });
    const [, origin = ''] = await process.saw(/listening at (http:\/\/[^"]+)/);
    const replica: Replica = {
      process,
      read: async (token) => {
        const response = await fetch(`${origin}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({
            query: InstagramSessionDocument.toString(),
            variables: { id: documentedSessionId },
          }),
        });
        const answer = (await response.json()) as {
          data?: { instagramSession?: { profile: { name: string } } };
        };
        return answer.data?.instagramSession?.profile.name;
      },
      metric: async (...parts) => {
        const page = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
        return page
          .split('\n')
          .filter((line) => !line.startsWith('#') && parts.every((part) => line.includes(part)))
          .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
      },
    };
    this.#running.push(replica);
    return replica;
  }

  /** The number of calls to Onebox. */
  calls(): number {
    return this.onebox.requests.length;
  }

  /** Kills all replicas, and clears the recorded requests of Onebox. */
  async killAll(): Promise<void> {
    for (const { process } of this.#running.splice(0)) {
      process.kill('SIGKILL');
      await process.ended;
    }
    this.onebox.requests.length = 0;
  }

  async close(): Promise<void> {
    await this.killAll();
    await this.onebox.close();
  }
}
