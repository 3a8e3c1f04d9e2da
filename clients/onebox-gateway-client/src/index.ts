/** The entry point of the package. */
export { type RequestOptions } from './attempts.js';
export { type ReportedError } from './client-errors.js';
export {
  createGatewayClient,
  type GatewayClient,
  type GatewayClientOptions,
  type GatewayResult,
} from './gateway-client.js';
export { type GatewayErrorCode, OneboxGatewayError, type OneboxMessage } from './gateway-error.js';
export type * from './generated/schema.js';
export { type TypedOperation } from './operation.js';
export { type PastedAddress, readPastedAddress } from './pasted-address.js';
export { type RetryOptions } from './retry.js';
export { type Credentials, signIn } from './sign-in.js';
export { type SignedIn, TokenKeeper, type TokenKeeperOptions } from './token-keeper.js';
