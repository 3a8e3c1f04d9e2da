import { createGatewayClient } from './gateway-client.js';
import { AuthenticateDocument } from './generated/operations.js';

/** What a person types to sign in to Onebox. */
export interface Credentials {
  email: string;
  password: string;
  siteId: string;
}

/** Signs in at the gateway at `url`: for the token keeper's `signIn`, whatever the client. Rejects with a `OneboxGatewayError`. */
export async function signIn(
  url: string,
  credentials: Credentials,
): Promise<{ token: string; expiresAt: string | null; siteId: string | null }> {
  const { data } = await createGatewayClient({ url }).request(AuthenticateDocument, credentials);
  return data.authenticate;
}
