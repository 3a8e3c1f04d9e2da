/** What a reload of the page keeps. Nothing that opens anything: no token, no session id, no e-mail. */
export interface KeptChoice {
  /** The first part of Onebox's paths for the channel. */
  path?: string;
  siteId?: string;
  wasSignedIn?: boolean;
}

const key = 'onebox-connect';

/** Keeps `choice` besides what is kept, for as long as the tab is open. */
export function keep(choice: KeptChoice): void {
  sessionStorage.setItem(key, JSON.stringify({ ...kept(), ...choice }));
}

/** What was kept before the reload. */
export function kept(): KeptChoice {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as KeptChoice;
  } catch {
    return {};
  }
}
