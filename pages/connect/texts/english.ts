import { type ErrorCode, type ErrorReason } from '../../generated/graphql.js';

/** The English texts of the page. A language is one file: see indonesian.ts. */
export const english = {
  language: 'en',
  /** The other language, in its own words, and its code. */
  other: { language: 'id', name: 'Bahasa Indonesia' },
  title: 'Connect an account – Onebox GraphQL gateway',
  page: {
    home: 'Overview',
    explore: 'Explore the schema',
    heading: 'Connect an account',
    lead: 'From sign-in to a connected account. Beside each step is its operation, to copy into your own frontend. No token of Facebook or Twitter reaches this page.',
    reloaded:
      'The page was reloaded. It keeps the channel and the site id. The token and the session were only in its memory: sign in again, then paste the address again.',
    channel: 'What to connect',
    instagram: 'Instagram account',
    facebook: 'Facebook Page',
    twitter: 'Twitter account',
    signInTitle: '1. Sign in to Onebox',
    email: 'E-mail',
    password: 'Password',
    siteId: 'Site id',
    signIn: 'Sign in',
    address: 'Address you landed on',
    addressHint: 'The whole address, the session id alone, or any text with the address in it.',
    continue: 'Continue',
    paste: 'Paste',
    chooseTitle: '3. Choose an account',
    chooseWaiting: 'The accounts to choose from appear here.',
    filter: 'Filter',
    connectedTitle: '4. See it connected',
    connectedWaiting: 'The accounts that are connected to the site appear here.',
    again: 'Try again',
  },
  grantTitle: (owner: string): string => `2. Grant access on ${owner}`,
  grantLead: (owner: string): string =>
    `${owner} opens in a tab of its own. When you have granted access, it leaves you on Onebox’s session page. Copy that page’s address and paste it here.`,
  open: (owner: string): string => `Open ${owner}`,
  siteIdPattern: 'A whole number, such as 169',
  states: {
    waiting: 'Waiting',
    ready: 'To do',
    busy: 'Working…',
    done: 'Done',
    warning: 'Look at this',
    failed: 'Failed',
  },
  signedIn: (siteId: string, until: string | undefined): string =>
    `Signed in to site ${siteId}${until === undefined ? '' : `, until ${until}`}.`,
  signInFirst: 'Sign in to Onebox first. The session is kept until then.',
  granted: (name: string | null, pages: number): string =>
    `${name ?? 'The person'} granted ${pages === 1 ? '1 Page' : `${pages} Pages`}.`,
  grantedAccount: (account: string): string => `${account} granted access.`,
  unnamedPage: 'A Page without a name',
  noName: 'No name',
  noCategory: 'No category',
  twitterAccount: 'Twitter account',
  facebookPages: 'Facebook Pages',
  pageWithoutInstagram: 'This Page has no Instagram account.',
  nothingGranted: (owner: string): string =>
    `There is nothing to choose: no Page was granted. Open ${owner} again, and choose at least one Page.`,
  nothingToChoose:
    'There is nothing to choose: none of these Pages has an Instagram account. Link one to a Page, then grant access again.',
  accountsShown: (shown: number, all: number): string =>
    shown === all
      ? all === 1
        ? '1 account to choose from.'
        : `${all} accounts to choose from.`
      : `${shown} of ${all} accounts.`,
  partial: (count: number): string =>
    count === 1 ? 'One part could not be read:' : `${count} parts could not be read:`,
  connect: 'Connect',
  connectThis: (account: string): string => `Connect ${account}`,
  reconnect: 'Reconnect',
  reconnectThis: (account: string): string => `Reconnect ${account}`,
  connected: 'Connected',
  isConnected: (account: string): string => `${account} is connected.`,
  needsReconnect: 'Needs reconnecting',
  connectedCount: (count: number): string =>
    count === 1 ? '1 account connected to this site.' : `${count} accounts connected to this site.`,
  noneConnected: 'No account of this kind is connected to this site yet.',
  firstShown: (shown: number, all: number | null): string =>
    `The first ${shown}${all === null ? '' : ` of ${all}`} accounts are shown.`,
  receives: 'Onebox receives its messages.',
  receivesNot: 'Onebox does not receive its messages.',
  hasError: 'Onebox met an error with it. Reconnect it to give it new tokens.',
  pasted: {
    'sign-in':
      'That is the address of the sign-in itself. Grant access there first. Then copy the address of the page that you land on: it has sessionId= in it.',
    owner:
      'That is a page of Facebook or Twitter. Go on until you land on Onebox’s session page, whose address has sessionId= in it.',
    incomplete: 'The session id is missing from that address. Copy all of it: it has sessionId= in it.',
    unknown: 'There is no session id in that text. Copy the address of the page that you landed on.',
  },
  otherChannel: (name: string): string => `That session is one of ${name}, so the page shows ${name} now.`,
  pasteRefused: 'The browser does not let this page paste. Paste into the field yourself.',
  operation: (name: string): string => `Operation ${name}`,
  variables: 'Variables',
  variablesOf: (name: string): string => `Variables of ${name}`,
  copy: 'Copy',
  copyThis: (name: string): string => `Copy ${name}`,
  copyVariables: (name: string): string => `Copy the variables of ${name}`,
  copied: 'Copied',
  isCopied: (what: string): string => `${what} is in the clipboard.`,
  selected: 'It is selected. Copy it with Ctrl+C.',
  returned: 'Access is granted',
  returnedLead: 'Continue in the tab where you began. This one can be closed.',
  request: (id: string): string => `request ${id}`,
  retryAt: (time: string): string => `Try again at ${time}.`,
  oneboxSays: (message: string): string => `Onebox says: “${message}”`,
  unreachable: 'The gateway cannot be reached. Is it running? Try again in a moment.',
  reasons: {
    TOKEN_MISSING: 'Sign in to Onebox first.',
    TOKEN_MALFORMED: 'Sign in to Onebox again.',
    TOKEN_EXPIRED:
      'The sign-in has expired. Sign in to Onebox again: the page then continues where you were.',
    TOKEN_REJECTED: 'Onebox does not accept this sign-in any more. Sign in again.',
    CREDENTIALS_REFUSED:
      'Onebox does not accept this e-mail, password and site id. Correct them and sign in again.',
    NOT_ALLOWED: 'Onebox does not allow this. Signing in again does not help.',
    QUOTA_EXHAUSTED: 'The Onebox quota is exhausted. Signing in again does not help.',
    TOO_MANY_REQUESTS: 'Too many requests in a short time. Wait a moment.',
    SESSION_ID_MALFORMED: 'That is not a session id. Copy the whole address and paste it again.',
    SESSION_NOT_FOUND: 'Onebox does not know this session. Grant access again, and paste the new address.',
    SITE_MALFORMED: 'The site id must be a whole number.',
    PAGE_NOT_FOUND: 'This session has no such Page. Grant access again.',
    PAGE_NOT_MANAGED: 'The person may not manage this Page, so nothing can be connected through it.',
    INSTAGRAM_ACCOUNT_NOT_FOUND: 'There is no such Instagram account in this session. Grant access again.',
    CONNECTED_ACCOUNT_NOT_FOUND: 'The site has no such connected account.',
    FACEBOOK_REFUSED: 'Facebook refused the request.',
    RESPONSE_TOO_LARGE: 'The response is too large.',
    UPSTREAM_TIMEOUT: 'Onebox did not respond in time. Try again in a moment.',
    UPSTREAM_UNREACHABLE: 'Onebox cannot be reached. Try again in a moment.',
    UPSTREAM_FAILED: 'Onebox failed. Try again in a moment.',
    UPSTREAM_CONTRACT_BROKEN: 'Onebox sent a response that cannot be read.',
    CIRCUIT_OPEN: 'Onebox fails at present. The gateway waits before it tries again.',
    UPSTREAM_CALL_LIMIT: 'This would take too many calls to Onebox.',
  },
  codes: {
    UNAUTHENTICATED: 'Sign in to Onebox again.',
    FORBIDDEN: 'Onebox does not allow this.',
    NOT_FOUND: 'It does not exist.',
    BAD_USER_INPUT: 'Something in the request is wrong. Correct it and try again.',
    RATE_LIMITED: 'Too many requests. Wait a moment.',
    ONEBOX_TIMEOUT: 'Onebox did not respond in time. Try again in a moment.',
    ONEBOX_UNAVAILABLE: 'Onebox cannot be reached at present. Try again in a moment.',
    ONEBOX_BAD_RESPONSE: 'Onebox sent a response that cannot be read.',
    OVERLOADED: 'The gateway is overloaded. Try again in a moment.',
    INTERNAL_SERVER_ERROR: 'The gateway failed. Report the request below.',
    PERSISTED_QUERY_NOT_SUPPORTED: 'The gateway does not accept this operation.',
    PERSISTED_QUERY_NOT_FOUND: 'The gateway does not accept this operation.',
  },
};

/** What the page says, in one language. Every error of the schema has a text. */
export type Texts = Omit<typeof english, 'codes' | 'reasons'> & {
  codes: Readonly<Record<ErrorCode, string>>;
  reasons: Readonly<Record<ErrorReason, string>>;
};
