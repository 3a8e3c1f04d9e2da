/** Writes schema/gateway.graphql from the built code. `npm run schema:print` builds first. */
import { writeFileSync } from 'node:fs';

import { printGatewaySchema } from '../dist/graphql/schema/build-schema.js';

writeFileSync(new URL('../schema/gateway.graphql', import.meta.url), printGatewaySchema());
