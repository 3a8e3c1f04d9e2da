import { type Assumption } from './assumption';
import { changeAssumptions } from './change-assumptions';
import { connectionAssumptions } from './connection-assumptions';
import { errorAssumptions } from './error-assumptions';
import { listAssumptions } from './list-assumptions';
import { sessionAssumptions } from './session-assumptions';
import { tokenAssumptions } from './token-assumptions';

/** All of them; the number of each is its place, from 1 on, as in `docs/onebox.md`. */
export const assumptionList: readonly Assumption[] = [
  ...tokenAssumptions,
  ...errorAssumptions,
  ...listAssumptions,
  ...connectionAssumptions,
  ...sessionAssumptions,
  ...changeAssumptions,
];
