import { OneboxError } from '../../../src/onebox/onebox-error';
import { decode } from '../../../src/onebox/wire/table/decode';
import { instagramSession } from '../../../src/onebox/wire/instagram-session';
import { describeError } from '../../../src/server/telemetry/log/logger';
import { documentedSession } from '../../support/fixtures';

const token = 'EAAG73PZBL8q4BACaAO7eALsI5TaCImCnkAnRf566L0r9gPP0oeOxp8LTRnZBmOUD9';

describe('the logger', () => {
  it.each<[string, (session: ReturnType<typeof documentedSession>) => void, string]>([
    [
      'a business account',
      ({ accounts }) => {
        accounts[0].instagram_business_account = { id: '1', username: 7 };
      },
      'accounts[0].instagram_business_account.username',
    ],
    [
      'an account',
      ({ accounts }) => {
        accounts[0].instagram_accounts = [{ id: '1', username: 'x', has_profile_picture: 'odd' }];
      },
      'accounts[0].instagram_accounts[0].has_profile_picture',
    ],
  ])('names the path where %s is malformed', (_what, change, path) => {
    const session = documentedSession();
    change(session);
    const [page] = decode(instagramSession, session, { utcOffset: '+07:00' }).value.pages.items;
    const error =
      page?.instagramBusinessAccount instanceof OneboxError
        ? page.instagramBusinessAccount
        : page?.instagramAccounts.items[0]?.hasProfilePicture;
    expect(describeError(error)['message']).toContain(` ${path} does not match`);
  });

  it('keeps messages of the gateway of any length', () => {
    const words = 'Report it: a_long_name_of_a_setting_in_our_own_words';
    expect(describeError(new OneboxError('failed', words))['message']).toBe(words);
  });

  it('removes secrets from errors of other libraries, also where they are the cause of a gateway error', () => {
    const foreign = new TypeError(`no ${token} of jo@example.com`);
    expect(describeError(foreign)['message']).toBe('no [removed] of [removed]');
    const caused = new OneboxError('unreachable', 'Onebox closed the connection.', { cause: foreign });
    expect(JSON.stringify(describeError(caused))).not.toContain('EAAG');
  });
});
