/** An object of a type of the schema, told from others by its class. The values are those that were decoded. */
export function objectOf<T extends object>(type: { prototype: T }, values: Readonly<T>): T {
  return Object.assign(Object.create(type.prototype) as T, values);
}
