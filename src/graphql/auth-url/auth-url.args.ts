import { ArgsType, Field } from 'type-graphql';

import { type OneboxEnvironment as Environment } from '../../onebox/origins';
import { OneboxEnvironment } from './onebox-environment.type';

/** Selects the Onebox environment and site of a sign-in page. */
@ArgsType()
export class AuthUrlArgs {
  @Field(() => OneboxEnvironment, {
    nullable: true,
    description: 'Default: the environment that this gateway serves.',
  })
  env: Environment | null | undefined;

  @Field(() => String, {
    nullable: true,
    description:
      "First label of the customer's site host: `mysite` for mysite.onebox.co.id. Default: the gateway's. " +
      'Ignored for DEVELOPMENT, and by a gateway with its own site address.',
  })
  site: string | null | undefined;
}
