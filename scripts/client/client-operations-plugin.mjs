/**
 * A plugin of graphql-codegen: the operations of the client package as texts without ignored characters, each with its id. A `.json`
 * file gets the manifest of the same operations, and `error-names.ts` the values of the enums of errors. The client preset is not used here since its documents cannot be
 * tree-shaken and need the package `@graphql-typed-document-node/core`.
 */
import { createHash } from 'node:crypto';

import { Kind, print, stripIgnoredCharacters, visit } from 'graphql';

const typename = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Selects `__typename` everywhere but at the root, as the caches of Apollo Client and urql do. */
function withTypenames(document) {
  return visit(document, {
    SelectionSet: (node, _key, parent) => {
      const hasTypename = node.selections.some(({ name }) => name?.value === '__typename');
      if (parent.kind === Kind.OPERATION_DEFINITION || hasTypename) return undefined;
      return { ...node, selections: [...node.selections, typename] };
    },
  });
}

function operationsIn(documents) {
  return documents
    .map(({ document }) => {
      const { name, operation } = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
      const text = stripIgnoredCharacters(print(withTypenames(document)));
      const hash = `sha256:${createHash('sha256').update(text).digest('hex')}`;
      const kind = `${operation[0].toUpperCase()}${operation.slice(1)}`;
      return { name: name.value, kind, text, hash };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function errorNames(schema) {
  const namesOf = (type) =>
    schema
      .getType(type)
      .getValues()
      .map(({ name }) => name)
      .join(' ');
  return ['ErrorCode', 'ErrorReason']
    .map(
      (type) =>
        `/** Separated by spaces, which is the shortest. */\nexport const ${type}s =\n  '${namesOf(type)}';\n`,
    )
    .join('\n')
    .replaceAll('const E', 'const e');
}

/** What the plugin adds to its output file. */
export function plugin(schema, documents, _config, { outputFile }) {
  if (outputFile.endsWith('error-names.ts')) return errorNames(schema);
  const operations = operationsIn(documents);
  if (outputFile.endsWith('.json')) {
    return `${JSON.stringify(Object.fromEntries(operations.map(({ hash, text }) => [hash, text])), null, 2)}\n`;
  }
  return {
    prepend: ["import { operation, type TypedOperation } from '../operation.js';"],
    content: operations
      .map(
        ({ name, kind, text, hash }) =>
          `export const ${name}Document: TypedOperation<${name}${kind}, ${name}${kind}Variables> = /*#__PURE__*/ operation(\n  ${JSON.stringify(text)},\n  ${JSON.stringify(hash)},\n);`,
      )
      .join('\n'),
  };
}
