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
      'The page on which a person signs in to Facebook and grants access to Instagram accounts. ' +
      "They land on the site's session page; its address carries the session id. Makes no network call. Needs no token.",
  })
  instagramAuthUrl(
    @Arg('env', () => OneboxEnvironment, {
      nullable: true,
      description: 'Default: the environment that this gateway serves.',
    })
    environment: Environment | null | undefined,
    @Arg('site', () => String, {
      nullable: true,
      description:
        "First label of the customer's site host: `mysite` for mysite.onebox.co.id. Default: the gateway's. " +
        'Ignored for DEVELOPMENT, and by a gateway that has a site address of its own.',
    })
    site: string | null | undefined,
    @Ctx() { served }: GatewayContext,
  ): string {
    const documented = documentedOrigins(environment ?? served.environment, site ?? served.site);
    const isNamed = environment !== null && environment !== undefined;
    const { api = documented.api, site: siteOrigin = documented.site } = isNamed
      ? documented
      : served.replacedOrigins;
    return instagramAuthUrl({ api, site: siteOrigin });
  }
}
