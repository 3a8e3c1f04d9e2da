import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';

/** Refuses `_service { sdl }`, which introspection's being off does not. */
export function noSdlRule(context: ValidationContext): ASTVisitor {
  return {
    Field: (node) => {
      if (node.name.value !== '_service' || context.getParentType() !== context.getSchema().getQueryType())
        return;
      context.reportError(
        new GraphQLError(
          'This gateway does not hand out its schema: compose from its published file, or set SERVE_SDL=true.',
          { nodes: node },
        ),
      );
    },
  };
}
