import { startApp } from '../../src/app';
import { loadConfig } from '../../src/config/config';

describe('the metrics', () => {
  it('are on a port of their own, and count requests by status', async () => {
    const app = await startApp(
      loadConfig({ sandbox: false }, { PORT: '0', METRICS_PORT: '0', LOG_LEVEL: 'silent' }),
    );
    await fetch(`${app.origin}/nowhere`);
    const page = await fetch(`${String(app.metricsOrigin)}/metrics`);
    expect(page.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    expect(await page.text()).toContain('gateway_http_requests_total{status="404"} 1\n');
    expect((await fetch(`${app.origin}/metrics`)).status).toBe(404);
    await app.close();
  });

  it('are nowhere without a port', async () => {
    const app = await startApp(loadConfig({ sandbox: false }, { PORT: '0', LOG_LEVEL: 'silent' }));
    expect(app.metricsOrigin).toBeUndefined();
    await app.close();
  });
});
