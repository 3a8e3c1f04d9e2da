import { FieldResolver, Resolver, Root } from 'type-graphql';

import { OneboxError } from '../../onebox/onebox-error';
import { FieldData } from '../schema/field-data';
import { InstagramAccount } from './instagram-account.type';
import { InstagramBusinessAccount } from './instagram-business-account.type';
import { Page } from './page.type';

/** Resolves the fields of a Page that may be unreadable while the Page is readable. */
@Resolver(() => Page)
export class PageResolver {
  @FieldResolver(() => InstagramBusinessAccount, {
    nullable: true,
    description: 'The business account that the Page is connected to. Null if the Page has none.',
  })
  instagramBusinessAccount(@Root() page: Page): InstagramBusinessAccount | null {
    if (page.instagramBusinessAccount instanceof OneboxError) throw page.instagramBusinessAccount;
    return page.instagramBusinessAccount;
  }

  @FieldResolver(() => [InstagramAccount], {
    description:
      'The Instagram accounts of the Page. The business account can be among them, with the same username and another id.',
  })
  instagramAccounts(
    @FieldData() { root: { accountList }, context, info }: FieldData<Page>,
  ): readonly InstagramAccount[] {
    context.partialErrors.addUnreadable(accountList, info);
    return accountList.items;
  }
}
