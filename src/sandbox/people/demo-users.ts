/** The parameters of `POST /api/authenticate`. */
export type Credentials = Readonly<Record<'email' | 'password' | 'siteId', string>>;

/** A Onebox user of the sandbox. */
export interface DemoUser {
  userId: string;
  credentials: Credentials;
  /** Default: the lifetime of the documented token. */
  tokenLifetimeSeconds?: number;
}

/** The user whose id and site are those of the documented token. */
export const demoUser: DemoUser = {
  userId: '55',
  credentials: { email: 'demo@example.com', password: 'sandbox', siteId: '169' },
};

/** A user of another site, who sees none of the first user's connections. */
export const secondDemoUser: DemoUser = {
  userId: '56',
  credentials: { email: 'second@example.com', password: 'sandbox', siteId: '170' },
};

/** A user whose tokens expire after 30 seconds, to show an expired token. */
export const briefDemoUser: DemoUser = {
  userId: '57',
  credentials: { email: 'brief@example.com', password: 'sandbox', siteId: '169' },
  tokenLifetimeSeconds: 30,
};

export const demoUsers: readonly DemoUser[] = [demoUser, secondDemoUser, briefDemoUser];
