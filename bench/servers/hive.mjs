/** Hive Gateway over Onebox's REST endpoint itself: its schema has Onebox's own names. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';

import { announce } from './onebox.mjs';

const supergraph = readFileSync(new URL('hive-supergraph.graphql', import.meta.url), 'utf8');
announce(
  createServer(
    createGatewayRuntime({
      supergraph: supergraph.replaceAll('http://127.0.0.1:1', process.env.ONEBOX_API_URL),
      logging: false,
    }),
  ),
);
