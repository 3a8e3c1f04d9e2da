/** The entry point of the operations: each is tree-shaken where it is not used. */
export * from './generated/operations.js';
