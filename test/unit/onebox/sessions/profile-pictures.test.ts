import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';

import { instagramPictures } from '../../../../src/onebox/sessions/profile-pictures';

describe('instagramPictures', () => {
  it("calls no host except those of Instagram's pictures", async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    for (const url of [
      `http://127.0.0.1:${port}/`,
      `https://127.0.0.1:${port}/`,
      `https://x.fbcdn.net:${port}/`,
      `https://x.fbcdn.net@127.0.0.1:${port}/`,
      'https://fbcdn.net.example/',
      'https://notfbcdn.net/',
      'http://x.fbcdn.net/',
      'file:///etc/passwd',
    ]) {
      expect(await instagramPictures(url)).toBeUndefined();
    }
    await new Promise((resolve) => server.close(resolve));
    expect(requests).toBe(0);
  });
});
