import { type AccountIdentity } from './site-connections';

/** The fields of a new connection. `password` and `token` are secret. */
export interface ConnectionFields {
  account: AccountIdentity;
  name: string;
  userId: string;
  password: string;
  token: string;
  from: string;
  targetId?: string;
}
