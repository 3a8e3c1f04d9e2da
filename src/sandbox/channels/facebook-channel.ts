import { type SandboxChannel } from './channel';
import { facebookVisitor } from '../site/facebook-visitor';
import { ovan, people } from '../people/people';
import { type Person } from '../people/person';
import { type FacebookPageBody, type PageBody } from '../sessions/session-body';

const allTasks = ['ANALYZE', 'ADVERTISE', 'MODERATE', 'CREATE_CONTENT', 'MANAGE'];
/** The tasks that Onebox needs on a Page. */
export const neededTasks = ['MODERATE', 'CREATE_CONTENT'];

const documentedPage: FacebookPageBody = {
  access_token:
    'EAAG73PZBL8q4BAexamplePageToken0000000000000000000000000000000000000000000000000000000000000ZD',
  category: 'Clothing (Brand)',
  category_list: [{ id: '2209', name: 'Clothing (Brand)' }],
  name: 'Jamku',
  id: '1903864646522191',
  tasks: allTasks,
};

/** The people of the sandbox, with the Facebook data of their Pages. */
export const facebookPeople: readonly Person<FacebookPageBody>[] = people.map((person) =>
  person === ovan
    ? {
        ...person,
        token:
          'EAAG73PZBL8q4BAexampleUserToken0000000000000000000000000000000000000000000000000000000000000ZD',
        accounts: [documentedPage],
      }
    : {
        ...person,
        who: `${person.profile.name}, with ${counted(person.accounts.length)}${person.refused ? ' that they may not moderate: Facebook refuses to connect it' : ''}.`,
        accounts: person.accounts.map((page) => facebookPage(page, person.refused)),
      },
);

/** The channel of Facebook Pages. */
export const facebookChannel: SandboxChannel = {
  path: 'facebook',
  owner: 'Facebook',
  wish: 'reach your Facebook Pages',
  visitors: facebookPeople.map((person) => facebookVisitor(person, ({ category }) => category)),
  documentedId: 'ZcNXHDNaanaS5icZWt6iTmdU+P/Qy83KnJoMJEFenU8=:LjgSpkZQneRhj/Tv8+xdbg==',
  fragment: '#_=_',
};

function facebookPage({ access_token, name, id }: PageBody, refused: true | undefined): FacebookPageBody {
  const category = 'Local business';
  return {
    access_token,
    category,
    category_list: [{ id: '2500', name: category }],
    name,
    id,
    tasks: allTasks.filter((task) => !refused || !neededTasks.includes(task)),
  };
}

function counted(pages: number): string {
  return pages === 1 ? 'one Page' : `${pages === 0 ? 'no' : pages} Pages`;
}
