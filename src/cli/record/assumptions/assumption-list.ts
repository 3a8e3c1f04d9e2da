import { type Assumption } from './assumption';
import { changeAssumptions } from './change-assumptions';
import { connectionAssumptions } from './connection-assumptions';
import { errorAssumptions } from './error-assumptions';
import { listAssumptions } from './list-assumptions';
import { sessionAssumptions } from './session-assumptions';
import { tokenAssumptions } from './token-assumptions';

/** All assumptions. The number of each is its position from 1, as in `docs/onebox.md`. */
export const assumptionList: readonly Assumption[] = [
  ...tokenAssumptions,
  ...errorAssumptions,
  ...listAssumptions,
  ...connectionAssumptions,
  ...sessionAssumptions,
  ...changeAssumptions,
];
