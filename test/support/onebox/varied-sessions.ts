import { documentedSession, documentedSessionId } from '../fixtures';

/** The id of a session by its name. */
export const sessionIdOf = (name: string): string =>
  Buffer.from(`${name.padEnd(43, 'A')}=:${'B'.repeat(22)}==`).toString('base64');

/** Sessions by their ids: as documented, with absent parts, and with unreadable parts. */
export const variedSessions = (): Map<string, unknown> =>
  new Map<string, unknown>([
    [documentedSessionId, documentedSession()],
    ...(['poor', 'broken', 'odd', 'partly', 'wrong'] as const).map((name): [string, unknown] => {
      const id = sessionIdOf(name);
      const session = { ...documentedSession(), session: Buffer.from(id, 'base64').toString() };
      const [page] = session.accounts;
      switch (name) {
        case 'poor':
          page.instagram_accounts = null;
          delete page.instagram_business_account;
          break;
        case 'broken':
          page.instagram_business_account = { id: 5 };
          page.instagram_accounts = [{ id: '1' }, ...(page.instagram_accounts ?? [])];
          session.accounts.push({ id: null });
          break;
        case 'odd':
          page.name = 'quotes " and \\ and \u0007 and \ud800 and 😀';
          page.instagram_accounts = [
            { id: 7, username: '', has_profile_picture: true, profile_pic: 'https://localhost/é?oe=zz ' },
            { id: '8', username: 'x', has_profile_picture: false, profile_pic: '', name: '' },
          ];
          break;
        case 'partly':
          page.instagram_accounts = [
            { id: '9', username: 'y', has_profile_picture: 'maybe', profile_pic: 'ftp://x', name: 9 },
          ];
          session.accounts.push({ id: '10' }, { id: '10', name: 'Ten', access_token: 7 });
          break;
        case 'wrong':
          session.profile = {};
      }
      return [id, session];
    }),
  ]);

/** The id of an unknown session. */
export const absentSession = sessionIdOf('absent');
