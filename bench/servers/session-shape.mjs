/** Onebox's session in the shape of our schema, with the names of its types. */
export const toSession = (id, { profile, accounts }) => ({
  __typename: 'InstagramSession',
  id,
  profile: { __typename: 'FacebookProfile', id: profile.id, name: profile.name },
  pages: accounts.map(toPage),
});

const toPage = ({ id, name, instagram_business_account: business, instagram_accounts: accounts = [] }) => ({
  __typename: 'Page',
  id,
  name,
  instagramBusinessAccount:
    business === undefined
      ? null
      : {
          __typename: 'InstagramBusinessAccount',
          id: business.id,
          username: business.username,
          name: business.name ?? null,
        },
  instagramAccounts: accounts.map(toAccount),
});

const toAccount = ({ id, username, name, has_profile_picture, profile_pic }) => ({
  __typename: 'InstagramAccount',
  id,
  username,
  name: name ?? null,
  hasProfilePicture: has_profile_picture,
  profilePictureUrl: profile_pic ?? null,
  profilePictureExpiresAt: profile_pic === undefined ? null : expiryOf(profile_pic),
});

function expiryOf(address) {
  const seconds = /[?&]oe=([0-9a-f]{1,10})(?:[&#]|$)/i.exec(address)?.[1];
  return seconds === undefined ? null : new Date(Number.parseInt(seconds, 16) * 1000).toISOString();
}
