import { z } from 'zod';

import { flag, setting, wholeNumber } from './setting';

const port = wholeNumber(0, 65_535);
const portExpected = 'a whole number from 0 (any free port) to 65535';

const otlpAddress = z.union([z.literal('').transform(() => undefined), z.string().regex(/^https?:\/\/\S+$/)]);

/** Where the gateway listens, and what it shows. */
export const serverSettings = {
  HOST: setting(
    {
      meaning: 'The address that the gateway listens on.',
      expected: 'an address or a host name',
      defaultText: '127.0.0.1',
    },
    z.string().regex(/^[\w.:-]+$/),
  ),
  PORT: setting(
    { meaning: 'The port that the gateway listens on.', expected: portExpected, defaultText: '4000' },
    port,
  ),
  EXPLORE: setting(
    {
      meaning: 'Whether introspection, Apollo Sandbox and hints in errors are on (--sandbox: true).',
      expected: 'true or false',
      defaultText: 'false',
    },
    flag,
  ),
  REVEAL_ACCESS_TOKENS: setting(
    {
      meaning: 'Whether the fields exist that hand out Facebook access tokens.',
      expected: 'true or false',
      defaultText: 'false',
    },
    flag,
  ),
  LOG_LEVEL: setting(
    {
      meaning: 'The least that is logged.',
      expected: 'trace, debug, info, warn, error, fatal or silent',
      defaultText: 'info',
    },
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
  ),
  METRICS_PORT: setting(
    {
      meaning: 'The port on which Prometheus finds `/metrics`; without it there are none.',
      expected: portExpected,
      defaultText: '',
    },
    z.union([z.literal('').transform(() => undefined), port]),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: setting(
    {
      meaning:
        'Where traces are sent; without it there are none. The other OTEL_ variables of traces hold too.',
      expected: 'an http or https address, such as http://127.0.0.1:4318',
      defaultText: '',
    },
    otlpAddress,
  ),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: setting(
    {
      meaning: 'The same, for traces alone: the whole address.',
      expected: 'an http or https address, such as http://127.0.0.1:4318/v1/traces',
      defaultText: '',
    },
    otlpAddress,
  ),
  OTEL_SDK_DISABLED: setting(
    {
      meaning: 'Whether there are no traces all the same.',
      expected: 'true or false',
      defaultText: 'false',
    },
    flag,
  ),
  FEDERATION_TRACES: setting(
    {
      meaning:
        'Whether a federation gateway that asks for a trace of its operation gets one (`ftv1`). Anybody can ask.',
      expected: 'true or false',
      defaultText: 'false',
    },
    flag,
  ),
  SANDBOX_PORT: setting(
    {
      meaning: 'The port that the Onebox sandbox listens on, with --sandbox.',
      expected: portExpected,
      defaultText: '4001',
    },
    port,
  ),
};
