/**
 * Takes out of an object, which is needed no more, all that is in it. The promises through which it came were made before
 * the call to Onebox, so that they are old to the garbage collector by now: whatever they reach it takes for used, copies,
 * and keeps until it looks through all that is old.
 */
export function letGo(object: object): void {
  for (const key of Object.keys(object)) (object as Record<string, unknown>)[key] = undefined;
}
