/** The paths of what people see. */
export const paths = {
  signIn: '/instagraph/auth',
  pages: '/instagraph/auth/pages',
  consent: '/instagraph/auth/consent',
  cancelled: '/instagraph/auth/cancelled',
  session: '/instagraph/session',
} as const;

/** The session page, where people land: the only `redirectUrl` that is right. */
export function sessionPageUrl(origin: string): string {
  return `${origin}${paths.session}`;
}

/** The page where a person starts to sign in. */
export function signInUrl(origin: string): string {
  return `${origin}${paths.signIn}?redirectUrl=${sessionPageUrl(origin)}`;
}

/** The query of a request's address. */
export function queryOf(url: string): URLSearchParams {
  return new URLSearchParams(url.split('?').slice(1).join('?'));
}
