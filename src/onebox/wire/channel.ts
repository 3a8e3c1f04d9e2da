import { isMarked } from '../bodies/lossless-json';

/** The channels through which Onebox receives messages. `OTHER` is any channel that the gateway does not know. */
export const channels = [
  'INSTAGRAM',
  'FACEBOOK',
  'TWITTER',
  'WHATSAPP',
  'EMAIL',
  'YOUTUBE',
  'OTHER',
] as const;

export type Channel = (typeof channels)[number];

/** The ids in a new connection of the channels that a person can sign in to. */
export const wireChannels = {
  INSTAGRAM: { MediaId: 'INST', ProviderId: 'PVD28' },
  FACEBOOK: { MediaId: 'FCBK', ProviderId: 'PVD12' },
  TWITTER: { MediaId: 'TWTR', ProviderId: 'PVD10' },
} as const satisfies Partial<Record<Channel, object>>;

/** A channel that a person signs in to. */
export type SignInChannel = keyof typeof wireChannels;

const byMedium: ReadonlyMap<unknown, Channel> = new Map<unknown, Channel>([
  ['INST', 'INSTAGRAM'],
  ['FCBK', 'FACEBOOK'],
  ['TWTR', 'TWITTER'],
  ['WHATP', 'WHATSAPP'],
  ['EMAIL', 'EMAIL'],
  ['YOTB', 'YOUTUBE'],
]);
const byProvider: ReadonlyMap<unknown, Channel> = new Map<unknown, Channel>([
  ['PVD28', 'INSTAGRAM'],
  ['PVD12', 'FACEBOOK'],
  ['PVD10', 'TWITTER'],
  ['PVD30', 'WHATSAPP'],
  // Inbound and outbound.
  ['PVD9', 'EMAIL'],
  ['PVD7', 'EMAIL'],
]);

/** The channel of a connection by `MediaId`, or else by `ProviderId`. Undefined where both are absent or malformed. */
export function channelOf(mediaId: unknown, providerId: unknown): Channel | undefined {
  const channel = byMedium.get(mediaId);
  if (channel !== undefined) return channel;
  if (typeof mediaId !== 'string' || mediaId.trim() === '' || isMarked(mediaId)) {
    return byProvider.get(providerId);
  }
  return byMedium.get(mediaId.trim().toUpperCase()) ?? 'OTHER';
}
