import { type AccountIdentity } from './site-connections';

/** What is to be known of a connection to make it. `password` and `token` are secret. */
export interface ConnectionFields {
  account: AccountIdentity;
  name: string;
  userId: string;
  password: string;
  token: string;
  from: string;
  targetId?: string;
}
