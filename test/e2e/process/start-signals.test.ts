import { join } from 'node:path';

import { type GatewayProcess, startGatewayProcess } from '../../support/gateway/gateway-process';

const preload = join(__dirname, '..', '..', 'support', 'gateway', 'preload', 'signal-at-module.cjs');
const moments = 20;
// main.ts, and the modules that it needs to handle signals.
const modulesBeforeHandlers = 3;
// The gateway listens some time after it has loaded these. It loads others only when it ends.
const loadedBeforeListening = 1000;

/** Starts the gateway, which is sent SIGTERM just before it loads its nth module; 0: never. */
const startUntil = (nthModule: number): GatewayProcess =>
  startGatewayProcess(
    [],
    { PORT: '0', SHUTDOWN_DELAY_MS: '600000', SIGNAL_AT_MODULE: String(nthModule) },
    { preload },
  );

const endOf = async (nthModule: number): Promise<{ code: number | null; isListening: boolean }> => {
  const gateway = startUntil(nthModule);
  const code = await gateway.ended;
  return { code, isListening: gateway.output().includes('listening at') };
};

describe('SIGTERM during a start', () => {
  it(`ends the process before it listens, at ${moments} moments of the start`, async () => {
    const whole = startUntil(0);
    await whole.saw(/listening at/);
    whole.kill('SIGTERM');
    whole.kill('SIGINT');
    await whole.ended;
    const loaded = Number(/loaded (\d+) modules/.exec(whole.output())?.[1]);
    expect(loaded).toBeGreaterThan(loadedBeforeListening);

    const step = Math.floor((loadedBeforeListening - modulesBeforeHandlers) / moments);
    const nthModules = Array.from(
      { length: moments },
      (_, index) => modulesBeforeHandlers + 1 + index * step,
    );
    const ends = [];
    for (let first = 0; first < moments; first += 2) {
      ends.push(...(await Promise.all(nthModules.slice(first, first + 2).map(endOf))));
    }
    expect(ends).toEqual(nthModules.map(() => ({ code: 143, isListening: false })));
  }, 120_000);
});
