import {
  type FacebookSessionQuery,
  type InstagramSessionQuery,
  type TwitterSessionQuery,
} from '../generated/graphql.js';
import { type Choice, type Grant } from './grant.js';

type InstagramPage = NonNullable<InstagramSessionQuery['instagramSession']>['pages'][number];

/** The Instagram accounts of an Instagram session, by Pages. */
export function instagramGrant({ instagramSession: session }: InstagramSessionQuery): Grant | undefined {
  if (session === null) return undefined;
  const { id: sessionId, profile, pages } = session;
  const groups = pages.map((page) => ({
    title: page.name ?? 'A Page without a name',
    ifEmpty: 'This Page has no Instagram account.',
    choices: choicesOf(page),
  }));
  return { sessionId, outcome: grantedPages(profile.name, pages.length), groups };
}

/** The Pages of a Facebook session. */
export function facebookGrant({ facebookSession: session }: FacebookSessionQuery): Grant | undefined {
  if (session === null) return undefined;
  const { id: sessionId, profile, pages } = session;
  const choices = pages.map(({ id, name, category }) => ({
    id,
    pageId: id,
    label: name ?? 'A Page without a name',
    detail: category ?? 'No category',
  }));
  const groups = [{ title: 'Facebook Pages', ifEmpty: 'No Page was granted.', choices }];
  return { sessionId, outcome: grantedPages(profile.name, pages.length), groups };
}

/** The account of a Twitter session. */
export function twitterGrant({ twitterSession: session }: TwitterSessionQuery): Grant | undefined {
  if (session === null) return undefined;
  const { id, screenName } = session.profile;
  const choice = { id, pageId: '', label: `@${screenName}`, detail: 'Twitter account' };
  const groups = [{ title: 'Twitter account', ifEmpty: '', choices: [choice] }];
  return { sessionId: session.id, outcome: `@${screenName} granted access.`, groups };
}

/** The Instagram accounts of a Page as a person sees them, the business account first: two entries for one handle are one. */
function choicesOf({
  id: pageId,
  instagramBusinessAccount: business,
  instagramAccounts,
}: InstagramPage): Choice[] {
  const pictureOf = (username: string): string | null =>
    instagramAccounts.find((account) => account.username === username)?.profilePictureUrl ?? null;
  const profiles = [
    ...(business === null ? [] : [business]),
    ...instagramAccounts.filter(({ username }) => username !== business?.username),
  ];
  return profiles.map(({ id, username, name }) => ({
    id,
    pageId,
    label: `@${username}`,
    detail: name ?? 'No name',
    pictureUrl: pictureOf(username),
  }));
}

function grantedPages(name: string | null, count: number): string {
  return `${name ?? 'The person'} granted ${count} Page${count === 1 ? '' : 's'}.`;
}
