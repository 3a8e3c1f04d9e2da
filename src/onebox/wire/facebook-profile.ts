import { at, optional, record } from './table/table';
import { digits, text } from './table/values';

/** `profile` of a session in which a person signed in to Facebook. */
export const facebookProfile = record({
  id: at('id', digits),
  name: at('name', text, optional),
});
