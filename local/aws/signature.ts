import type { IncomingHttpHeaders } from 'node:http';

/** Who signed a request, and for which service. Signatures are not checked: the keys are made up. */
export interface Signer {
  readonly accessKey: string;
  readonly service: string;
}

/** Reads `AWS4-HMAC-SHA256 Credential=<key>/<day>/<region>/<service>/aws4_request, …`. */
export function signerOf(headers: IncomingHttpHeaders): Signer | undefined {
  const match = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(
    headers.authorization ?? '',
  );
  const [, accessKey, service] = match ?? [];
  return accessKey === undefined || service === undefined ? undefined : { accessKey, service };
}

/**
 * Name of the action that is called. JSON services name it in a header, query services in the body,
 * REST services by method and path.
 */
export function actionOf(headers: IncomingHttpHeaders, method: string, path: string, body: Buffer): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.slice(target.indexOf('.') + 1);
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
    return new URLSearchParams(body.toString('utf8')).get('Action') ?? '';
  }
  return `${method} ${path.replace(/\?.*$/, '')}`;
}
