import {
  type FacebookSessionQuery,
  type InstagramSessionQuery,
  type TwitterSessionQuery,
} from '../../generated/graphql.js';
import { texts } from '../texts/texts.js';
import { type Choice, type Grant } from './grant.js';

type InstagramPage = NonNullable<InstagramSessionQuery['instagramSession']>['pages'][number];

/** The Instagram accounts of an Instagram session, by Pages. */
export function instagramGrant({ instagramSession: session }: InstagramSessionQuery): Grant | undefined {
  if (session === null) return undefined;
  const { id: sessionId, profile, pages } = session;
  const groups = pages.map((page) => ({
    title: page.name ?? texts.unnamedPage,
    ifEmpty: texts.pageWithoutInstagram,
    choices: choicesOf(page),
  }));
  return { sessionId, outcome: texts.granted(profile.name, pages.length), groups };
}

/** The Pages of a Facebook session. */
export function facebookGrant({ facebookSession: session }: FacebookSessionQuery): Grant | undefined {
  if (session === null) return undefined;
  const { id: sessionId, profile, pages } = session;
  const choices = pages.map(({ id, name, category }) => ({
    id,
    pageId: id,
    label: name ?? texts.unnamedPage,
    detail: category ?? texts.noCategory,
  }));
  const groups = choices.length === 0 ? [] : [{ title: texts.facebookPages, ifEmpty: '', choices }];
  return { sessionId, outcome: texts.granted(profile.name, pages.length), groups };
}

/** The account of a Twitter session. */
export function twitterGrant({ twitterSession: session }: TwitterSessionQuery): Grant | undefined {
  if (session === null) return undefined;
  const { id, screenName } = session.profile;
  const choice = { id, pageId: '', label: `@${screenName}`, detail: texts.twitterAccount };
  const groups = [{ title: texts.twitterAccount, ifEmpty: '', choices: [choice] }];
  return { sessionId: session.id, outcome: texts.grantedAccount(`@${screenName}`), groups };
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
    detail: name ?? texts.noName,
    pictureUrl: pictureOf(username),
  }));
}
