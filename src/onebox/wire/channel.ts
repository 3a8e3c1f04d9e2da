import { isMarked } from '../bodies/lossless-json';

/** The channels through which Onebox receives messages. `OTHER`: one that is not known here. */
export const channels = [
  'INSTAGRAM',
  'FACEBOOK',
  'TWITTER',
  'WHATSAPP',
  'EMAIL',
  'YOUTUBE',
  'OTHER',
] as const;

/** One of {@link channels}. */
export type Channel = (typeof channels)[number];

/** What the channels are called in a new connection, of which a person signs in to one. */
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

/** The known values of `MediaId` and `ProviderId`. */
export const knownCodes: readonly string[] = [...byMedium.keys(), ...byProvider.keys()].map(String);

/** The channel of a connection: where `MediaId` does not say, `ProviderId` may. Undefined: neither does. */
export function channelOf(mediaId: unknown, providerId: unknown): Channel | undefined {
  const known = byMedium.get(mediaId);
  if (known !== undefined) return known;
  if (typeof mediaId !== 'string' || mediaId.trim() === '' || isMarked(mediaId)) {
    return byProvider.get(providerId);
  }
  return byMedium.get(mediaId.trim().toUpperCase()) ?? 'OTHER';
}
