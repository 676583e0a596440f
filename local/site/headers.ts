import { isObject, type JsonObject, listOf, objectOf, optionalText } from '../json.ts';
import type { StackTemplate } from '../template/stack-template.ts';

/** Headers that the site's answers get, by path. */
export type SiteHeaders = (path: string) => Readonly<Record<string, string>>;

/** Pages that are not deployed: they frame the others, and connect to them by whatever name the machine is called. */
const LOCAL_PAGES: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self' ws: wss:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/**
 * The headers of the template's distribution, with this machine's addresses, so that what its content security policy
 * forbids is forbidden here, too. Two differences: no TLS only, and the site may frame itself (the stage does).
 */
export function readSiteHeaders(template: StackTemplate, localize: (text: string) => string): SiteHeaders {
  const policies = new Map(
    template
      .all('AWS::CloudFront::ResponseHeadersPolicy')
      .map(
        ({ id, properties }) =>
          [template.identity(id), headersOf(objectOf(properties['ResponseHeadersPolicyConfig']), localize)] as const,
      ),
  );
  const [distribution] = template.all('AWS::CloudFront::Distribution');
  const config = objectOf(distribution?.properties['DistributionConfig']);
  const headersIn = (behavior: unknown) => policies.get(String(objectOf(behavior)['ResponseHeadersPolicyId'])) ?? {};
  const behaviors = listOf(config['CacheBehaviors']).map((behavior) => ({
    pattern: String(objectOf(behavior)['PathPattern']),
    headers: headersIn(behavior),
  }));
  const otherwise = headersIn(config['DefaultCacheBehavior']);
  return (path) => {
    const found = behaviors.find(({ pattern }) => path.startsWith(pattern.replace(/\*$/, '')));
    if (found !== undefined) return found.headers;
    return path.startsWith('/console/') ? otherwise : LOCAL_PAGES;
  };
}

function headersOf(config: JsonObject, localize: (text: string) => string): Record<string, string> {
  const headers: Record<string, string> = {};
  const security = objectOf(config['SecurityHeadersConfig']);
  const csp = optionalText(objectOf(security['ContentSecurityPolicy'])['ContentSecurityPolicy']);
  if (csp !== undefined) headers['content-security-policy'] = framed(localize(csp));
  if (isObject(security['ContentTypeOptions'])) headers['x-content-type-options'] = 'nosniff';
  const referrer = optionalText(objectOf(security['ReferrerPolicy'])['ReferrerPolicy']);
  if (referrer !== undefined) headers['referrer-policy'] = referrer;
  const origins = listOf(objectOf(objectOf(config['CorsConfig'])['AccessControlAllowOrigins'])['Items']);
  if (origins.length > 0) headers['access-control-allow-origin'] = String(origins[0]);
  for (const item of listOf(objectOf(config['CustomHeadersConfig'])['Items'])) {
    const { Header: name, Value: value } = objectOf(item);
    headers[String(name).toLowerCase()] = String(value);
  }
  return headers;
}

/** Lets pages of this machine frame each other. */
export const framed = (policy: string): string => policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'");
