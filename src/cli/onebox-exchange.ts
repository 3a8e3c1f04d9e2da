/** A request to Onebox. Redirects are not followed, since they could send the bearer token to another origin. */
export interface OneboxRequest {
  url: string;
  headers?: Record<string, string>;
  /** The body of a `POST`. Without it, the request is a `GET`. */
  form?: Record<string, string>;
  timeoutMs: number;
  maxBodyBytes: number;
}

/** A response. `text` is undefined where the body exceeds the limit. */
export interface ExchangedResponse {
  status: number;
  headers: Headers;
  text: string | undefined;
}

/** Sends a request once, since each attempt uses quota. Throws the error of `fetch`. */
export async function exchange({
  url,
  headers = {},
  form,
  timeoutMs,
  maxBodyBytes,
}: OneboxRequest): Promise<ExchangedResponse> {
  const response = await fetch(url, {
    headers: { accept: 'application/json', ...headers },
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });
  const { status, headers: received } = response;
  return { status, headers: received, text: await textOf(response, maxBodyBytes) };
}

async function textOf({ body }: Response, maxBytes: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
