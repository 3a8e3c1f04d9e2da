import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';

/** Rejects `_service { sdl }`, which stays available when introspection is off. */
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
