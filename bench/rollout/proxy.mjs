/** HAProxy with the configuration of deploy/haproxy.cfg, in front of replicas on ports of this machine. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { file } from '../processes.mjs';

/** The shipped configuration, but for the addresses, which an engine's name server gives there. */
function configurationOf(port, replicaPorts) {
  const lines = readFileSync(file('../deploy/haproxy.cfg'), 'utf8').split('\n');
  const servers = replicaPorts.map(
    (replicaPort, index) => `  server gateway-${index + 1} 127.0.0.1:${replicaPort}`,
  );
  return [
    ...lines
      .filter((line) => !/^ {2}server /.test(line))
      .map((line) => line.replace('bind :8080', `bind 127.0.0.1:${port}`))
      .map((line) => line.replace(/ resolvers engine init-addr \S+/, '')),
  ]
    .join('\n')
    .trimEnd()
    .concat(`\n${servers.join('\n')}\n`);
}

export async function startProxy(port, replicaPorts) {
  if (spawnSync('haproxy', ['-v']).status !== 0) {
    throw new Error('HAProxy is not there: sudo apt-get install haproxy, or brew install haproxy.');
  }
  const folder = mkdtempSync(join(tmpdir(), 'onebox-gateway-haproxy-'));
  const configuration = join(folder, 'haproxy.cfg');
  writeFileSync(configuration, configurationOf(port, replicaPorts));
  const child = spawn('haproxy', ['-db', '-f', configuration], { stdio: ['ignore', 'pipe', 'inherit'] });
  /** What HAProxy says of requests that did not end well: at which replica, its code for why, and how often. */
  const terminations = {};
  child.stdout.setEncoding('utf8').on('data', (text) => {
    for (const [, replica, code] of text.matchAll(/\] (\S+) \S+ -?\d+ \d+ (\S\S)\S\S /g)) {
      if (code === '--') continue;
      const key = `${replica} ${code}`;
      terminations[key] = (terminations[key] ?? 0) + 1;
    }
  });
  const origin = `http://127.0.0.1:${port}`;
  for (;;) {
    const status = await fetch(`${origin}/readyz`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) break;
    if (child.exitCode !== null) throw new Error('HAProxy did not start.');
    await wait(50);
  }
  return {
    origin,
    terminations,
    stop: () => {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true });
    },
  };
}
