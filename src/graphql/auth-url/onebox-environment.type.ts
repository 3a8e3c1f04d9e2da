import { registerEnumType } from 'type-graphql';

import { type OneboxEnvironment as Environment } from '../../onebox/origins';

/** The environments of Onebox in the schema. */
export const OneboxEnvironment = {
  DEVELOPMENT: 'DEVELOPMENT',
  PRODUCTION: 'PRODUCTION',
} as const satisfies Record<Environment, Environment>;

registerEnumType(OneboxEnvironment, {
  name: 'OneboxEnvironment',
  description: 'Where Onebox runs.',
  valuesConfig: {
    DEVELOPMENT: { description: 'ocdev.ciptadrasoft.net' },
    PRODUCTION: { description: 'cloud.onebox.co.id, and one site host per customer' },
  },
});
