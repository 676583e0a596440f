import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type ResponseHeadersPolicyProps,
  type ResponseSecurityHeadersBehavior,
} from 'aws-cdk-lib/aws-cloudfront';

/** What every answer says: two years of TLS only, no guessing of types, no address told to other sites. */
const ALWAYS: ResponseSecurityHeadersBehavior = {
  strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: true },
  contentTypeOptions: { override: true },
  referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
};

/**
 * Of the console's pages: own scripts and styles only, connections to `connect` only, in nobody's frame.
 * @param connect origins beside the site's own that the console talks to
 */
export function pageHeaders(connect: readonly string[]): ResponseHeadersPolicyProps {
  const csp = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "manifest-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  return {
    comment: 'Pages: own scripts only, in no frame',
    securityHeadersBehavior: {
      ...ALWAYS,
      contentSecurityPolicy: { contentSecurityPolicy: csp, override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
    },
    customHeadersBehavior: { customHeaders: [header('Cross-Origin-Opener-Policy', 'same-origin')] },
  };
}

/**
 * Of scripts that pages of other companies load.
 * @param cacheControl what browsers may keep
 */
export function scriptHeaders(comment: string, cacheControl: string): ResponseHeadersPolicyProps {
  return {
    comment,
    securityHeadersBehavior: ALWAYS,
    corsBehavior: {
      accessControlAllowOrigins: ['*'],
      accessControlAllowMethods: ['GET', 'HEAD'],
      accessControlAllowHeaders: ['*'],
      accessControlAllowCredentials: false,
      originOverride: true,
    },
    customHeadersBehavior: {
      customHeaders: [header('Cross-Origin-Resource-Policy', 'cross-origin'), header('Cache-Control', cacheControl)],
    },
  };
}

/** Of what the functions answer: they may say more themselves (the acknowledge page has a policy of its own). */
export function answerHeaders(): ResponseHeadersPolicyProps {
  return {
    comment: 'Answers of the API',
    securityHeadersBehavior: {
      ...ALWAYS,
      contentSecurityPolicy: {
        contentSecurityPolicy: "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
        override: false,
      },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
    },
  };
}

function header(name: string, value: string): { header: string; value: string; override: true } {
  return { header: name, value, override: true };
}
