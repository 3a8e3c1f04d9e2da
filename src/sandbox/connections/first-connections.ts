import { type ConnectionStart } from './connection-body';
import { facebookToken } from '../people/made-up';

/** When the {@link firstConnections} were created, in the time of Jakarta. */
export const firstConnectionsDate = '2020-08-03 14:20:10';

/** The initial connections of every site: one each for WhatsApp, Facebook and e-mail. */
export const firstConnections: readonly Omit<ConnectionStart, 'Id' | 'SiteId'>[] = [
  {
    MediaId: 'WHATP',
    ProviderId: 'PVD30',
    Name: 'Customer care',
    UserId: '',
    Password: 'not-a-password',
    Host: 'whatsapp.example.com',
    From: '628120000027',
    Token: 'not-a-token',
  },
  {
    MediaId: 'FCBK',
    ProviderId: 'PVD12',
    Name: 'Toko Bunga',
    UserId: '90071992547410117',
    Password: facebookToken('Toko Bunga'),
    From: '90071992547410117',
    Token: facebookToken('Sari Wulandari'),
    TargetId: '',
  },
  {
    MediaId: 'EMAIL',
    ProviderId: 'PVD9',
    Name: 'halo@tokobunga.example',
    UserId: 'halo@tokobunga.example',
    Password: 'not-a-password',
    Host: 'imap.tokobunga.example',
    Port: '993',
    Token: '',
    Enabled: '0',
  },
];
