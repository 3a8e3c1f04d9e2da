import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';

import { parseSiteId } from '../../onebox/site-id';
import { AccessToken } from './access-token.type';
import { badInput } from '../errors/bad-input';
import { type GatewayContext } from '../context';

// The maximum of RFC 3696, section 3. Unicode normalisation can take quadratic time.
const maxEmailLength = 320;
const maxPasswordLength = 1024;

@Resolver(() => AccessToken)
export class AccessTokenResolver {
  @Mutation(() => AccessToken, {
    description: 'Exchanges an e-mail and a password for the bearer token that most operations need.',
  })
  async authenticate(
    @Arg('email', () => String, { description: 'The e-mail with which the person signs in to Onebox.' })
    email: string,
    @Arg('password', () => String, { description: 'Their password. It is sent only to Onebox.' })
    password: string,
    @Arg('siteId', () => ID, { description: 'The site to sign in to: a whole number, such as `169`.' })
    siteId: string,
    @Ctx() { onebox, authenticationLimits }: GatewayContext,
  ): Promise<AccessToken> {
    if (email.length > maxEmailLength || password.length > maxPasswordLength) {
      throw badInput(
        `The e-mail has at most ${maxEmailLength} characters, and the password ${maxPasswordLength}.`,
      );
    }
    const account = { email, siteId: parseSiteId(siteId) };
    return authenticationLimits.signIn(account, () => onebox.authenticate({ ...account, password }));
  }
}
