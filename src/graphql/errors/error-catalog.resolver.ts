import { Query, Resolver } from 'type-graphql';

import { errorCatalog } from './error-codes';
import { ErrorDescription } from './error-description.type';

const descriptions = errorCatalog.map((meaning) => new ErrorDescription(meaning));

/** `Query.errorCatalog`. */
@Resolver(() => ErrorDescription)
export class ErrorCatalogResolver {
  @Query(() => [ErrorDescription], {
    description: 'Every error that this API can return. Makes no network call. Needs no token.',
  })
  errorCatalog(): readonly ErrorDescription[] {
    return descriptions;
  }
}
