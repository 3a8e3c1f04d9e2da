import { type FakeOnebox, respondJson, startFakeOnebox } from '../onebox/fake-onebox';
import { freePort } from './free-port';
import { type GatewayProcess, startGatewayProcess } from './gateway-process';

/** A gateway in a process, with a fake Onebox, and a collector of OpenTelemetry. */
export class TelemetryGateway {
  onebox!: FakeOnebox;
  collector!: FakeOnebox;
  process!: GatewayProcess;
  origin = '';
  #metricsPort = 0;

  async start(settings: Record<string, string>): Promise<void> {
    this.onebox = await startFakeOnebox();
    this.collector = await startFakeOnebox(respondJson(200, {}));
    this.#metricsPort = await freePort();
    this.process = startGatewayProcess([], {
      PORT: '0',
      METRICS_PORT: String(this.#metricsPort),
      ONEBOX_API_URL: this.onebox.origin,
      SHUTDOWN_DELAY_MS: '0',
      OTEL_EXPORTER_OTLP_ENDPOINT: this.collector.origin,
      ...settings,
    });
    [, this.origin = ''] = await this.process.saw(/(http:\/\/127\.0\.0\.1:\d+)/);
  }

  /** Sends an operation that is not answered from the cache. Returns the body of the response. */
  async ask(body: object, headers: Record<string, string> = {}): Promise<string> {
    const response = await fetch(`${this.origin}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-cache',
        authorization: 'Bearer some-token',
        ...headers,
      },
      body: JSON.stringify(body),
    });
    return response.text();
  }

  /** The log line of a request, once it is there. */
  async lineOf(requestId: string): Promise<Record<string, unknown>> {
    const [line] = await this.process.saw(
      new RegExp(`^.*"requestId":"${requestId}".*"msg":"request".*$`, 'm'),
    );
    return JSON.parse(line) as Record<string, unknown>;
  }

  async metrics(): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.#metricsPort}/metrics`)).text();
  }

  async close(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.process.ended;
    await this.onebox.close();
    await this.collector.close();
  }
}

/** A gateway for the tests of a file. */
export function telemetryGatewayOfTests(settings: Record<string, string> = {}): TelemetryGateway {
  const gateway = new TelemetryGateway();
  beforeAll(() => gateway.start(settings));
  afterAll(() => gateway.close());
  return gateway;
}
