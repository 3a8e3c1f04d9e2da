import { Arg, Ctx, Query, Resolver } from 'type-graphql';

import { documentedOrigins, instagramAuthUrl, type OneboxEnvironment as Environment } from '../onebox/hosts';
import { type GatewayContext } from './context';
import { OneboxEnvironment } from './onebox-environment.type';
import { WebAddress } from './web-address.type';

/** `Query.instagramAuthUrl`. */
@Resolver()
export class InstagramAuthUrlResolver {
  @Query(() => WebAddress, {
    description:
      'The page a person opens in a browser to sign in to Facebook and grant access to their Instagram accounts. ' +
      "They land on the site's session page, whose address carries the session id. No network call, no token needed.",
  })
  instagramAuthUrl(
    @Arg('env', () => OneboxEnvironment, {
      nullable: true,
      description: "One of Onebox's own environments. Default: the Onebox that this gateway serves.",
    })
    environment: Environment | null | undefined,
    @Arg('site', () => String, {
      nullable: true,
      description:
        "The customer's site, the first label of its host: `mysite` for mysite.onebox.co.id. " +
        "Default: the gateway's. DEVELOPMENT has one site and ignores it, and so does a gateway with a site address of its own.",
    })
    site: string | null | undefined,
    @Ctx() { served }: GatewayContext,
  ): string {
    const documented = documentedOrigins(environment ?? served.environment, site ?? served.site);
    const isNamed = environment !== null && environment !== undefined;
    return instagramAuthUrl(isNamed ? documented : { ...documented, ...served.replacedOrigins });
  }
}
