/** A picture, unchanged. */
interface ProfilePicture {
  type: string;
  bytes: Buffer;
}

/** Loads the picture at an address of a session. Returns undefined where there is none, or it may not be loaded. */
export type PictureSource = (url: string) => Promise<ProfilePicture | undefined>;

const maxPictureBytes = 1024 * 1024;
const timeoutMs = 5000;
// The hosts of Instagram and Facebook for pictures. The address is untrusted, so no other host is called.
const pictureHost = /^[a-z0-9.-]+\.(?:cdninstagram\.com|fbcdn\.net)$/;
const pictureType = /^image\/(?:jpeg|png|webp)$/;

/** Loads pictures from Instagram's hosts. The request carries no data of the caller. */
export const instagramPictures: PictureSource = async (url) => {
  const { protocol, hostname, port, username } = new URL(url);
  if (protocol !== 'https:' || port !== '' || username !== '' || !pictureHost.test(hostname))
    return undefined;
  return readPicture(url, pictureType);
};

/** Loads stand-in pictures from `origin` for any address. */
export function standInPictures(origin: string): PictureSource {
  return (url) => readPicture(`${origin}/picture?url=${encodeURIComponent(url)}`, /^image\/svg\+xml$/);
}

async function readPicture(url: string, expected: RegExp): Promise<ProfilePicture | undefined> {
  const { errors, request } = await import('undici');
  try {
    const { statusCode, headers, body } = await request(url, { signal: AbortSignal.timeout(timeoutMs) });
    const type = String(headers['content-type']).split(';')[0] ?? '';
    if (statusCode !== 200 || !expected.test(type)) {
      await body.dump();
      return undefined;
    }
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) {
      length += chunk.length;
      // To leave the loop closes the connection.
      if (length > maxPictureBytes) return undefined;
      chunks.push(chunk);
    }
    return { type, bytes: Buffer.concat(chunks) };
  } catch (error) {
    const { name, code } = error as { name?: string; code?: unknown };
    if (error instanceof errors.UndiciError || typeof code === 'string' || name === 'TimeoutError')
      return undefined;
    throw error;
  }
}
