import { respondJson, type FakeOnebox, startFakeOnebox } from '../onebox/fake-onebox';
import { documentedBody } from '../fixtures';
import { type Answer } from './gateway';
import { type GatewayProcess, startGatewayProcess } from './gateway-process';
import { type Overrides } from './overrides';

/** The built gateway in a separate process. */
export interface BuiltGateway {
  gateway: GatewayProcess;
  origin: string;
}

/** Built gateways that share one fake Onebox. */
export class BuiltGateways {
  #running: BuiltGateway[] = [];

  private constructor(readonly onebox: FakeOnebox) {}

  static async begin(): Promise<BuiltGateways> {
    return new BuiltGateways(await startFakeOnebox());
  }

  /** Starts a gateway with `env` and `overrides`. */
  async start(
    env: Record<string, string> = {},
    { args = [], ...options }: { args?: string[]; overrides?: Overrides } = {},
  ): Promise<BuiltGateway> {
    const oneboxOrigin = args.includes('--sandbox') ? {} : { ONEBOX_API_URL: this.onebox.origin };
    const gateway = startGatewayProcess(
      args,
      { PORT: '0', SHUTDOWN_DELAY_MS: '0', ...oneboxOrigin, ...env },
      options,
    );
    const [, origin = ''] = await gateway.saw(/(http:\/\/127\.0\.0\.1:\d+)/);
    const started = { gateway, origin };
    this.#running.push(started);
    return started;
  }

  /** Resets Onebox to its documented responses, and clears its recorded requests. */
  resetOnebox(): void {
    this.onebox.requests.length = 0;
    this.onebox.answer = respondJson(200, documentedBody('session.200.json'));
  }

  async stopAll(): Promise<void> {
    for (const { gateway } of this.#running) gateway.kill('SIGTERM');
    await Promise.all(this.#running.map(({ gateway }) => gateway.ended));
    this.#running = [];
  }

  async close(): Promise<void> {
    await this.stopAll();
    await this.onebox.close();
  }
}

/** Sends an operation. A text is sent unchanged as the body. */
export function post(
  { origin }: { origin: string },
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** The status, code and message of a rejection. */
export async function refusalOf(response: Response): Promise<[number, string, string]> {
  const { errors = [] } = (await response.json()) as Answer<unknown>;
  return [response.status, errors[0]?.extensions.code ?? '', errors[0]?.message ?? ''];
}
