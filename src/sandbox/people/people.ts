import { facebookToken, pictureOf } from './made-up';
import { manyPages } from './many-pages';
import { type Person } from './person';

/** The person of the documented session, with one Page. */
export const ovan: Person = {
  key: 'ovan',
  who: 'Ovan Donnovan, the person of the documentation, with one Page.',
  profile: { name: 'Ovan Donnovan', id: '508654789659284' },
  token:
    'EAAG73PZBL8q4BAOIp0ZCfikakMfqFRLSFiM6XeZC3Gl9COAHY2fMwCRGTQHtnBecWsdsTNjzoj11HUNc9GJy29JgGgY1kPUf6gRslqXiy8aA72RFZBwkY82OIHSPXieZCzBwqtrwnlN1XdM4qdErkBSKcljSdt3u14ZCC5Pw1cTQZDZD',
  accounts: [
    {
      instagram_business_account: { id: '17841439754602482', name: 'trycloudy', username: 'trycloudy123' },
      access_token:
        'EAAG73PZBL8q4BAHk1ThnJR37MM78AJRPK1E0KUweSaqqay8vTZA5YCKIsZBIRPUJZBDUp23eerFskmuaqZBIDJQtQOLicMdnZCIcJxbTnDil1cfD641hb4GyHovG6wXFK3qhChlb3WQTIxWOO7qfQUHGk4BDaHoo5ZBkS8v0KpyMn0ivclifvha',
      name: 'TryalCloudy03',
      id: '241794770143249',
      instagram_accounts: [
        {
          id: '4887037594655873',
          username: 'trycloudy123',
          has_profile_picture: false,
          profile_pic:
            'https://instagram.fbey4-1.fna.fbcdn.net/v/t51.2885-19/44884218_345707102882519_2446069589734326272_n.jpg?_nc_ht=instagram.fbey4-1.fna.fbcdn.net&_nc_ohc=Fe1q9bkeIbAAX8VASVz&oh=65222cd640f02793a735bfb759df53f8&oe=5F7E760F&ig_cache_key=YW5vbnltb3VzX3Byb2ZpbGVfcGlj.2',
        },
      ],
    },
  ],
};

/** A person with three Pages: one without Instagram, one with everything, one without a business account. */
export const sari: Person = {
  key: 'sari',
  who: 'Sari Wulandari, with three Pages, of which two have Instagram.',
  profile: { name: 'Sari Wulandari', id: '90071992547409931' },
  token: facebookToken('Sari Wulandari'),
  accounts: [
    { access_token: facebookToken('Toko Bunga'), name: 'Toko Bunga', id: '90071992547410117' },
    {
      instagram_business_account: {
        id: '17841400000000027',
        name: 'Kopi & Roti "Pagi"',
        username: 'kopi.roti.pagi',
      },
      access_token: facebookToken('Kopi & Roti "Pagi"'),
      name: 'Kopi & Roti "Pagi"',
      id: '90071992547410329',
      instagram_accounts: [
        {
          id: '90071992547410541',
          username: 'kopi.roti.pagi',
          name: 'Kopi & Roti "Pagi"',
          has_profile_picture: true,
          profile_pic: pictureOf('kopi.roti.pagi'),
        },
        {
          id: '90071992547410753',
          username: 'kopi.malam',
          has_profile_picture: true,
          profile_pic: pictureOf('kopi.malam'),
        },
      ],
    },
    {
      access_token: facebookToken('Batik Lestari'),
      name: 'Batik Lestari',
      id: '90071992547410965',
      instagram_accounts: [
        {
          id: '90071992547411177',
          username: 'batik_lestari',
          has_profile_picture: false,
          profile_pic: pictureOf('batik_lestari'),
        },
      ],
    },
  ],
};

/** A person who manages no Page. */
const tono: Person = {
  key: 'tono',
  who: 'Tono Wibowo, with no Page.',
  profile: { name: 'Tono Wibowo', id: '90071992547420001' },
  token: facebookToken('Tono Wibowo'),
  accounts: [],
};

/** A person with one Page, which has no Instagram. */
export const dewi: Person = {
  key: 'dewi',
  who: 'Dewi Anggraini, with one Page that has no Instagram.',
  profile: { name: 'Dewi Anggraini', id: '90071992547430001' },
  token: facebookToken('Dewi Anggraini'),
  accounts: [{ access_token: facebookToken('Salon Dewi'), name: 'Salon Dewi', id: '90071992547430213' }],
};

/** A person with more Pages than fit on a screen. */
const agung: Person = {
  key: 'agung',
  who: 'Agung Pratama, with 200 Pages.',
  profile: { name: 'Agung Pratama', id: '90071992547440001' },
  token: facebookToken('Agung Pratama'),
  accounts: manyPages(),
};

/** A person with a Page that Facebook lists and refuses to connect. */
export const rina: Person = {
  key: 'rina',
  who: 'Rina Hartono, with one Page that Facebook refuses to connect.',
  profile: { name: 'Rina Hartono', id: '90071992547450001' },
  token: facebookToken('Rina Hartono'),
  refused: true,
  accounts: [
    {
      instagram_business_account: {
        id: '17841400000000053',
        name: 'Taman Baca Rina',
        username: 'taman.baca.rina',
      },
      access_token: facebookToken('Taman Baca Rina'),
      name: 'Taman Baca Rina',
      id: '90071992547450213',
    },
  ],
};

export const people: readonly Person[] = [ovan, sari, tono, dewi, agung, rina];
