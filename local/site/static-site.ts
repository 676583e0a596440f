import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { type LocalHandler, type LocalResponse, redirect } from '../server/route.ts';
import type { SiteHeaders } from './headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.txt': 'text/plain; charset=utf-8',
};

/** Serves the built pages. Files named by their content are kept for ever, all others are asked after each time. */
export function staticSite(root: string, headersFor: SiteHeaders): LocalHandler {
  return async ({ method, path, headers }) => {
    if (method !== 'GET' && method !== 'HEAD') return undefined;
    const file = await find(root, path);
    if (file === undefined) return undefined;
    if (file === 'directory') return redirect(`${path}/`);
    const etag = `"${file.size.toString(36)}-${Math.round(file.mtimeMs).toString(36)}"`;
    const answerHeaders = {
      ...headersFor(path),
      'content-type': TYPES[extname(file.path)] ?? 'application/octet-stream',
      'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      etag,
    };
    if (headers['if-none-match'] === etag) return { status: 304, headers: answerHeaders };
    const response: LocalResponse = { status: 200, headers: { ...answerHeaders, 'content-length': String(file.size) } };
    if (method === 'HEAD') return response;
    return {
      ...response,
      stream: (outgoing) => {
        createReadStream(file.path)
          .on('error', () => outgoing.destroy())
          .pipe(outgoing);
      },
    };
  };
}

interface Found {
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

async function find(root: string, path: string): Promise<Found | 'directory' | undefined> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  const wanted = normalize(join(root, decoded.endsWith('/') ? `${decoded}index.html` : decoded));
  // Nothing outside of the root, and nothing hidden.
  if (!wanted.startsWith(normalize(root) + sep) || decoded.includes('\0') || /\/\./.test(decoded)) return undefined;
  try {
    const stats = await stat(wanted);
    if (stats.isDirectory()) return 'directory';
    return { path: wanted, size: stats.size, mtimeMs: stats.mtimeMs };
  } catch {
    return undefined;
  }
}
