import { group, integer, type Setting } from '../setting';

const rate = (name: string, meaning: string, defaultValue: number): Setting<number> =>
  integer(name, meaning, defaultValue, [0, 1_000_000_000], 'no limit');

/** Rate limits of a caller, an address and an account. Requests beyond them fail with RATE_LIMITED. */
export const rateLimitSettings = group('Rate limits', {
  caller: rate(
    'RATE_LIMIT_CALLER',
    'How many requests one caller (one bearer token) may make in a minute.',
    6000,
  ),
  address: rate(
    'RATE_LIMIT_ADDRESS',
    'How many requests one address may make in a minute without a token, or with tokens that Onebox rejects.',
    1200,
  ),
  signInAddress: rate(
    'RATE_LIMIT_SIGN_IN_ADDRESS',
    'How many sign-ins from one address may fail in 15 minutes.',
    30,
  ),
  signInAccount: rate(
    'RATE_LIMIT_SIGN_IN_ACCOUNT',
    'How many sign-ins to one account (e-mail and site) may fail in 15 minutes.',
    10,
  ),
});
