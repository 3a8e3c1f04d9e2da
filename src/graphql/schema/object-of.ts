/** An instance of a schema type with these values. The class determines its type in unions and interfaces. */
export function objectOf<T extends object>(type: { prototype: T }, values: Readonly<T>): T {
  return Object.assign(Object.create(type.prototype) as T, values);
}
