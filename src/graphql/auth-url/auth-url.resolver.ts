import { Args, ArgsType, Ctx, Field, Query, Resolver } from 'type-graphql';

import { documentedOrigins, type OneboxEnvironment as Environment } from '../../onebox/origins';
import {
  authUrl,
  facebookSessionChannel,
  instagramSessionChannel,
  type SessionBody,
  type SessionChannel,
  twitterSessionChannel,
} from '../../onebox/sessions/session-channel';
import { type GatewayContext, type ServedOnebox } from '../context';
import { WebAddress } from '../schema/web-address.type';
import { OneboxEnvironment } from './onebox-environment.type';

const afterwards =
  "The sign-in ends on the site's session page, whose address contains the session id. Makes no network call. Needs no token.";

/** Selects the Onebox environment and site of a sign-in page. */
@ArgsType()
class AuthUrlArgs {
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

/** The pages on which people sign in: `Query.instagramAuthUrl` and its siblings. */
@Resolver()
export class AuthUrlResolver {
  @Query(() => WebAddress, {
    description: `The page on which a person signs in to Facebook and grants access to Instagram accounts. ${afterwards}`,
  })
  instagramAuthUrl(@Args(() => AuthUrlArgs) where: AuthUrlArgs, @Ctx() { served }: GatewayContext): string {
    return addressOf(instagramSessionChannel, where, served);
  }

  @Query(() => WebAddress, {
    description: `The page on which a person signs in to Facebook and grants access to Facebook Pages. ${afterwards}`,
  })
  facebookAuthUrl(@Args(() => AuthUrlArgs) where: AuthUrlArgs, @Ctx() { served }: GatewayContext): string {
    return addressOf(facebookSessionChannel, where, served);
  }

  @Query(() => WebAddress, { description: `The page on which a person signs in to Twitter. ${afterwards}` })
  twitterAuthUrl(@Args(() => AuthUrlArgs) where: AuthUrlArgs, @Ctx() { served }: GatewayContext): string {
    return addressOf(twitterSessionChannel, where, served);
  }
}

function addressOf(
  channel: SessionChannel<SessionBody>,
  { env, site }: AuthUrlArgs,
  served: ServedOnebox,
): string {
  const documented = documentedOrigins(env ?? served.environment, site ?? served.site);
  const isNamed = env !== null && env !== undefined;
  const { api = documented.api, site: siteOrigin = documented.site } = isNamed
    ? documented
    : served.replacedOrigins;
  return authUrl(channel, { api, site: siteOrigin });
}
