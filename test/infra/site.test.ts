import { describe, expect, it } from 'vitest';
import { type Resource, resourcesOf, synthesize, textOf } from './synthesized.ts';

const { template } = synthesize();
const [[, distribution] = []] = resourcesOf(template, 'AWS::CloudFront::Distribution');
const config = distribution?.Properties['DistributionConfig'];

interface Behaviour {
  readonly PathPattern?: string;
  readonly ResponseHeadersPolicyId: { readonly Ref: string };
  readonly TargetOriginId: string;
}

const behaviours: readonly Behaviour[] = [config.DefaultCacheBehavior, ...config.CacheBehaviors];

function headersOf(path: string | undefined): Resource['Properties'] {
  const behaviour = behaviours.find(({ PathPattern }) => PathPattern === path);
  const [, policy] =
    resourcesOf(template, 'AWS::CloudFront::ResponseHeadersPolicy').find(
      ([id]) => id === behaviour?.ResponseHeadersPolicyId.Ref,
    ) ?? [];
  return policy?.Properties['ResponseHeadersPolicyConfig'];
}

const customHeaders = (path: string): [string, string][] =>
  headersOf(path)['CustomHeadersConfig'].Items.map((item: { Header: string; Value: string }) => [
    item.Header,
    item.Value,
  ]);

describe('the site', () => {
  it('puts pages in nobody’s frame, with own scripts only', () => {
    const { SecurityHeadersConfig: security } = headersOf(undefined);
    const csp = textOf(security.ContentSecurityPolicy.ContentSecurityPolicy);
    expect(csp).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(csp).toContain("frame-ancestors 'none'");
    expect(csp).not.toMatch(/unsafe|\*/);
    expect(security.FrameOptions).toEqual({ FrameOption: 'DENY', Override: true });
  });

  it('lets the console talk to its socket and its sign-in, and to nobody else', () => {
    const csp = textOf(headersOf(undefined)['SecurityHeadersConfig'].ContentSecurityPolicy.ContentSecurityPolicy);
    const [, allowed = ''] = /connect-src ([^;]+);/.exec(csp) ?? [];
    expect(allowed.split(' ')).toEqual([
      "'self'",
      expect.stringMatching(/^<OperatorDoorApi\w+\.ApiEndpoint>$/),
      expect.stringMatching(/^https:\/\/<PeopleDomain\w+>\.auth\.<AWS::Region>\.amazoncognito\.com$/),
      'https://cognito-idp.<AWS::Region>.<AWS::URLSuffix>',
    ]);
  });

  it.each(['/widget/*', '/assets/*'])('lets pages of other companies load %s', (path) => {
    expect(headersOf(path)['CorsConfig']).toMatchObject({
      AccessControlAllowOrigins: { Items: ['*'] },
      AccessControlAllowCredentials: false,
    });
    expect(customHeaders(path)).toContainEqual(['Cross-Origin-Resource-Policy', 'cross-origin']);
  });

  it('lets browsers keep for good only what is named by its content', () => {
    expect(customHeaders('/assets/*')).toContainEqual(['Cache-Control', 'public, max-age=31536000, immutable']);
    expect(customHeaders('/widget/*')).toContainEqual(['Cache-Control', 'public, max-age=300']);
  });

  it.each([undefined, '/widget/*', '/assets/*', '/v1/*', '/p/*'])('insists on TLS and on types, %s', (path) => {
    expect(headersOf(path)['SecurityHeadersConfig']).toMatchObject({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 63072000 },
      ContentTypeOptions: { Override: true },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer' },
    });
  });

  it('serves the API under the same domain', () => {
    const targets = behaviours.map(({ PathPattern, TargetOriginId }) => [PathPattern, TargetOriginId]);
    const api = targets.find(([path]) => path === '/v1/*')?.[1];
    const origin = config.Origins.find(({ Id }: { Id: string }) => Id === api);
    expect(JSON.stringify(origin.DomainName)).toContain('HttpDoorApi');
    expect(targets.find(([path]) => path === '/p/*')?.[1]).toBe(api);
  });

  it('keeps its bucket to itself', () => {
    for (const [, { Properties }] of resourcesOf(template, 'AWS::S3::Bucket')) {
      expect(Object.values(Properties['PublicAccessBlockConfiguration'])).toEqual([true, true, true, true]);
    }
  });
});

describe('people', () => {
  const [[, pool] = []] = resourcesOf(template, 'AWS::Cognito::UserPool');
  const [[, client] = []] = resourcesOf(template, 'AWS::Cognito::UserPoolClient');

  it('are invited: nobody signs up', () => {
    expect(pool?.Properties['AdminCreateUserConfig']).toMatchObject({ AllowAdminCreateUserOnly: true });
  });

  it('sign in by code, from the console’s own address, without a secret', () => {
    expect(client?.Properties).toMatchObject({
      AllowedOAuthFlows: ['code'],
      GenerateSecret: false,
      SupportedIdentityProviders: ['COGNITO'],
    });
    expect(client?.Properties['CallbackURLs'].map(textOf)).toEqual([
      expect.stringMatching(/^https:\/\/<SiteDistribution\w+\.DomainName>\/console\/$/),
    ]);
  });

  it('cannot move themselves to another workspace', () => {
    expect(client?.Properties['ReadAttributes']).toContain('custom:workspace');
    expect(client?.Properties['WriteAttributes']).not.toContain('custom:workspace');
  });
});
