import { Args, Ctx, Query, Resolver } from 'type-graphql';

import { documentedOrigins } from '../../onebox/origins';
import {
  authUrl,
  facebookSignIn,
  instagramSignIn,
  type SessionBody,
  type SignIn,
  twitterSignIn,
} from '../../onebox/sessions/sign-in';
import { type GatewayContext, type ServedOnebox } from '../context';
import { WebAddress } from '../schema/web-address.type';
import { AuthUrlArgs } from './auth-url.args';

const afterwards =
  "The sign-in ends on the site's session page, whose address contains the session id. Makes no network call. Needs no token.";

/** The pages on which people sign in: `Query.instagramAuthUrl` and its siblings. */
@Resolver()
export class AuthUrlResolver {
  @Query(() => WebAddress, {
    description: `The page on which a person signs in to Facebook and grants access to Instagram accounts. ${afterwards}`,
  })
  instagramAuthUrl(@Args(() => AuthUrlArgs) where: AuthUrlArgs, @Ctx() { served }: GatewayContext): string {
    return addressOf(instagramSignIn, where, served);
  }

  @Query(() => WebAddress, {
    description: `The page on which a person signs in to Facebook and grants access to Facebook Pages. ${afterwards}`,
  })
  facebookAuthUrl(@Args(() => AuthUrlArgs) where: AuthUrlArgs, @Ctx() { served }: GatewayContext): string {
    return addressOf(facebookSignIn, where, served);
  }

  @Query(() => WebAddress, { description: `The page on which a person signs in to Twitter. ${afterwards}` })
  twitterAuthUrl(@Args(() => AuthUrlArgs) where: AuthUrlArgs, @Ctx() { served }: GatewayContext): string {
    return addressOf(twitterSignIn, where, served);
  }
}

function addressOf(signIn: SignIn<SessionBody>, { env, site }: AuthUrlArgs, served: ServedOnebox): string {
  const documented = documentedOrigins(env ?? served.environment, site ?? served.site);
  const isNamed = env !== null && env !== undefined;
  const { api = documented.api, site: siteOrigin = documented.site } = isNamed
    ? documented
    : served.replacedOrigins;
  return authUrl(signIn, { api, site: siteOrigin });
}
