/** Thrown where a value is not what the table says: graphql-js then tells which field that fails. One for all: it has no stack. */
export const unprojectable = new Error('The body is not plain.');
