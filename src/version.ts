import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const manifest = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as {
  version: string;
  engines: { node: string };
};

/** The version of the gateway, from package.json. */
export const { version } = manifest;

/** The oldest Node.js that the gateway runs on, such as 20.19.0. */
export const oldestNode = manifest.engines.node.replace('>=', '');
