import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const script = (name: string): string => join(root, 'test', 'federation', `${name}.mjs`);

/** The input of a composer for a subgraph. */
export interface Subgraph {
  name: string;
  url: string;
  typeDefs: string;
}

/** The result of a composition. */
export interface Composition {
  supergraphSdl?: string;
  errors: string[];
  hints: { code: string; level: string; message: string; coordinate?: string }[];
}

/** The subgraph `onebox`, which is this project's schema, or one of the examples. */
export function subgraph(name: string, url = `http://127.0.0.1/${name}`): Subgraph {
  const file = name === 'onebox' ? 'schema/gateway.graphql' : `examples/federation/${name}.graphql`;
  return { name, url, typeDefs: readFileSync(join(root, file), 'utf8') };
}

/** Composes the subgraphs with @apollo/composition and with @theguild/federation-composition. */
export function compose(subgraphs: Subgraph[]): Record<'apollo' | 'guild', Composition> {
  const { stdout, stderr } = spawnSync(process.execPath, [script('compose')], {
    input: JSON.stringify(subgraphs),
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Record<'apollo' | 'guild', Composition>;
}

/** A server of test/federation in a separate process. */
export interface FederationProcess {
  url: string;
  stop(): Promise<void>;
}

/** Starts a server, and waits until it prints its address. */
export async function startFederationProcess(
  name: 'subgraph' | 'apollo-gateway' | 'hive-gateway',
  { args = [], input = '' }: { args?: string[]; input?: string },
): Promise<FederationProcess> {
  const child = spawn(process.execPath, [script(name), ...args], {
    env: { NODE_ENV: 'production' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve();
    });
  });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const [found] = /http:\/\/\S+(?=\n)/.exec(output) ?? [];
        if (found !== undefined) resolve(found);
      });
    }
    void ended.then(() => {
      reject(new Error(`${name} ended:\n${output}`));
    });
  });
  return {
    url,
    stop: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
