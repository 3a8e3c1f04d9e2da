import { registerEnumType } from 'type-graphql';

import { type Channel, channels } from '../../../onebox/wire/channel';

/** The channels of Onebox in the schema. */
export const OneboxChannel = Object.fromEntries(channels.map((channel) => [channel, channel])) as {
  [C in Channel]: C;
};

registerEnumType(OneboxChannel, {
  name: 'OneboxChannel',
  description: 'A channel through which Onebox receives messages.',
  valuesConfig: {
    INSTAGRAM: { description: 'Instagram.' },
    FACEBOOK: { description: 'Facebook Pages.' },
    TWITTER: { description: 'Twitter.' },
    WHATSAPP: { description: 'WhatsApp.' },
    EMAIL: { description: 'E-mail, inbound or outbound.' },
    YOUTUBE: { description: 'YouTube.' },
    OTHER: { description: 'A channel that this gateway does not know.' },
  },
});
