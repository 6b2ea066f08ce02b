import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { homeIndex, httpPost } from './http-post.ts';

const school = '0123456789abcdef0123456789abcdef';
const name = '000001-00ff00ff00ff00ff-00000001.segment';

async function serve(answer: (method: string, url: string, body: Buffer) => [number, string | Buffer]) {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const [status, body] = answer(request.method ?? '', request.url ?? '', Buffer.concat(parts));
    response.writeHead(status, { 'content-length': Buffer.byteLength(body) });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return httpPost(`http://127.0.0.1:${port}/bucket`, new AbortController().signal);
}

it('lists, reads and leaves at a server with an index', async () => {
  const files = new Map<string, Buffer>();
  const post = await serve((method, url, body) => {
    if (url === '/bucket/home/index.json')
      return [200, homeIndex([...files.keys()].map((path) => path.replace('/bucket/home/', '')))];
    if (method === 'PUT') files.set(url, body);
    const found = files.get(url);
    return found ? [200, found] : [404, ''];
  });
  expect(await post.list()).toEqual([]);
  await post.write?.(`${school}/${name}`, Buffer.from('segment'));
  expect(await post.list()).toEqual([`${school}/${name}`]);
  expect(await post.has(`${school}/${name}`, Buffer.from('segment'))).toBe(true);
  expect(await post.has(`${school}/${name}`, Buffer.from('longer one'))).toBe(false);
  expect(Buffer.from((await post.read(`${school}/${name}`, 100)) ?? []).toString()).toBe('segment');
  expect(await post.read(`${school}/${name}`, 3)).toBeUndefined();
  expect(await post.read(`receipts/${school}.json`, 100)).toBeUndefined();
});

it('lists an S3-compatible store page by page, and takes no name that leads elsewhere', async () => {
  const page = (keys: string[], next: string) =>
    `<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${keys
      .map((key) => `<Contents><Key>home/${key}</Key><Size>9</Size></Contents>`)
      .join('')}${next ? `<NextContinuationToken>${next}</NextContinuationToken>` : ''}</ListBucketResult>`;
  const post = await serve((_method, url) => {
    if (!url.startsWith('/bucket/?list-type=2&prefix=home%2F')) return [404, ''];
    return url.includes('continuation-token=a%2Fb')
      ? [200, page([`receipts/${school}.json`], '')]
      : [200, page([`${school}/${name}`, '../../etc/passwd', `${school}/../x`], 'a/b')];
  });
  expect(await post.list()).toEqual([`${school}/${name}`, `receipts/${school}.json`]);
});

it('says what is wrong with a server that is neither', async () => {
  const post = await serve(() => [404, 'no']);
  await expect(post.list()).rejects.toThrow('does not list as an S3-compatible store');
});
