import { facebookToken, pictureOf } from './made-up';
import { type PageBody } from '../sessions/session-body';

const cities = [
  'Ambon',
  'Bandung',
  'Denpasar',
  'Jakarta',
  'Makassar',
  'Medan',
  'Padang',
  'Semarang',
  'Surabaya',
  'Yogyakarta',
];
const trades = [
  'Apotek',
  'Bakso',
  'Batik',
  'Bengkel',
  'Es Teler',
  'Florist',
  'Fotografi',
  'Gado-gado',
  'Katering',
  'Kedai Kopi',
  'Keramik',
  'Klinik Gigi',
  'Kursus Musik',
  'Laundry',
  'Mebel',
  'Optik',
  'Sate',
  'Sepeda',
  'Toko Buku',
  'Toko Roti',
];

const firstPage = 90071992548000001n;
const firstBusinessAccount = 17841400100000001n;
const firstAccount = 90071992549000001n;

/** One Page for each trade in each city, 200 in all. Each has a business account, and every third an account. */
export function manyPages(): PageBody[] {
  return trades.flatMap((trade) => cities.map((city) => `${trade} ${city}`)).map(pageCalled);
}

function pageCalled(name: string, index: number): PageBody {
  const username = name.toLowerCase().replace(/[ -]/g, '.');
  const id = (first: bigint): string => String(first + BigInt(index));
  const account = {
    id: id(firstAccount),
    username,
    has_profile_picture: true,
    profile_pic: pictureOf(username),
  };
  return {
    instagram_business_account: { id: id(firstBusinessAccount), name, username },
    access_token: facebookToken(name),
    name,
    id: id(firstPage),
    ...(index % 3 === 0 && { instagram_accounts: [account] }),
  };
}
