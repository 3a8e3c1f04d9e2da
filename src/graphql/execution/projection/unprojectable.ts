/** Thrown where a value does not match the table. graphql-js then determines which field fails. One shared error saves its stack trace. */
export const unprojectable = new Error('The body does not match its table.');
