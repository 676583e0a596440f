import type { LocalHandler } from '../server/route.ts';
import { framed, type SiteHeaders } from './headers.ts';

/**
 * Answers of the HTTP API as they come through the site's distribution: with its headers, unless the function says
 * otherwise. The machine's own pages may frame them: the stage shows the phone with an opened link.
 */
export const throughSite =
  (handler: LocalHandler, headersFor: SiteHeaders): LocalHandler =>
  async (request) => {
    const response = await handler(request);
    if (response === undefined) return undefined;
    const headers: Record<string, string | readonly string[]> = { ...headersFor(request.path), ...response.headers };
    const policy = headers['content-security-policy'];
    if (typeof policy === 'string') headers['content-security-policy'] = framed(policy);
    if (headers['x-frame-options'] !== undefined) headers['x-frame-options'] = 'SAMEORIGIN';
    return { ...response, headers };
  };
