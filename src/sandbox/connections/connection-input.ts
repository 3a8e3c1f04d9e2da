import { z } from 'zod';

const text = z.string().min(1);

/** The body of `POST /api/connection`. Unknown fields are dropped. */
export const newConnection = z.object({
  MediaId: text,
  ProviderId: text,
  Name: text,
  UserId: text,
  Password: text,
  Token: text,
  From: text,
  TargetId: text,
});

/** The body of `PATCH /api/connection/{id}`. Unknown and read-only fields are dropped. */
export const connectionPatch = z.object({
  Name: text.exactOptional(),
  UserId: text.exactOptional(),
  Password: text.exactOptional(),
  Token: text.exactOptional(),
  From: text.exactOptional(),
  TargetId: text.exactOptional(),
  Enabled: z.enum(['0', '1']).exactOptional(),
});

/** The body of `POST /api/connection` for a Facebook Page, whose id is in `UserId`. */
export const newFacebookConnection = newConnection
  .extend({ TargetId: text.exactOptional() })
  .transform((fields) => ({ TargetId: fields.UserId, ...fields }));

export type NewConnection = z.infer<typeof newConnection>;
export type ConnectionPatch = z.infer<typeof connectionPatch>;

/** Names the missing or invalid fields of a body, without their values. */
export function problemOf({ issues }: z.ZodError): string {
  const fields = issues.flatMap(({ path }) => path.map(String));
  return fields.length === 0 ? 'the body is not a JSON object' : `missing or wrong: ${fields.join(', ')}`;
}
