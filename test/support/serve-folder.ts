import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface ServedFolder {
  readonly url: string;
  /** a page with nothing on it */
  readonly empty: string;
  close(): Promise<void>;
}

/**
 * Serves what was built into a folder under a content security policy, on a free port, and removes the folder at the end;
 * `pageAt` draws the pages whose addresses end in a slash.
 */
export async function serveFolder(
  folder: string,
  policy: string,
  pageAt: (path: string, query: URLSearchParams) => string | Promise<string>,
): Promise<ServedFolder> {
  const contentOf = ({ pathname, searchParams }: URL): string | Buffer | Promise<string | Buffer> => {
    if (pathname === '/empty/') return '<!doctype html>';
    return pathname.endsWith('/') ? pageAt(pathname, searchParams) : readFile(join(folder, pathname));
  };
  const server = createServer(async ({ url = '/' }, response) => {
    const asked = new URL(url, 'http://localhost');
    const content = await Promise.resolve(contentOf(asked)).catch(() => null);
    const type = asked.pathname.endsWith('/') ? 'text/html' : TYPES[extname(asked.pathname)];
    if (content === null || type === undefined) response.writeHead(asked.pathname === '/favicon.ico' ? 204 : 404).end();
    else response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    empty: `${url}/empty/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
