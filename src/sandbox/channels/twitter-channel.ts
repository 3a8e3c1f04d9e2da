import { type SandboxChannel, type Visitor } from './channel';
import { twitterToken } from '../people/made-up';

/** A Twitter account with which a person can sign in. */
export interface TwitterUser {
  key: string;
  who: string;
  /** Twitter allows the sign-in, and rejects the connection. */
  refused?: true;
  profile: { oauth_token: string; oauth_token_secret: string; user_id: string; screen_name: string };
}

export const twitterUsers: readonly TwitterUser[] = [
  {
    key: 'kucamera',
    who: '@KuCamera, the account of the documentation.',
    profile: {
      oauth_token: '1290561158944968704-exampleAccessToken000000000000',
      oauth_token_secret: 'exampleAccessTokenSecret000000000000000000000',
      user_id: '1290561158944968704',
      screen_name: 'KuCamera',
    },
  },
  made('sari', '@TokoBungaSari, a second account.', '1290561158944968777', 'TokoBungaSari'),
  {
    ...made(
      'rina',
      '@TamanBacaRina, which Twitter refuses to connect.',
      '1290561158944968999',
      'TamanBacaRina',
    ),
    refused: true,
  },
];

/** The channel of Twitter accounts. A person grants the account as a whole. */
export const twitterChannel: SandboxChannel = {
  path: 'twitter',
  owner: 'Twitter',
  wish: 'read and answer your messages',
  visitors: twitterUsers.map(({ key, who, profile }): Visitor => ({
    key,
    who,
    name: `@${profile.screen_name}`,
    sessionOf: (id) => ({ session: id, profile }),
  })),
  documentedId: 'hUH3/BJkiOZTeIAqwFzNgsBYxb5D7wJ5u3R8NGb5sWc=:xq1KqMyt824jXvbGcaHSNA==',
  fragment: '',
};

function made(key: string, who: string, userId: string, screenName: string): TwitterUser {
  const [oauth_token, oauth_token_secret] = [
    `${userId}-${twitterToken(screenName)}`,
    twitterToken(`${screenName} secret`),
  ];
  return { key, who, profile: { oauth_token, oauth_token_secret, user_id: userId, screen_name: screenName } };
}
