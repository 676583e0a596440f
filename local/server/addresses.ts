import { managementPath } from '../gateway/management.ts';
import type { ApiModel } from '../gateway/model.ts';
import type { StackTemplate } from '../template/stack-template.ts';

/** Where this machine answers. */
export interface Addresses {
  /** `http://localhost:4400` */
  readonly publicUrl: string;
  /** `ws://localhost:4400` */
  readonly socketUrl: string;
  /** `http://127.0.0.1:<port>`: the AWS services */
  readonly awsEndpoint: string;
}

/**
 * Makes what turns addresses of the deployed stack into this machine's: those of its APIs, its site and its user pool.
 * The template is not changed; its own names are led here.
 */
export function localizer(
  template: StackTemplate,
  socketApis: readonly ApiModel[],
  httpApis: readonly ApiModel[],
  { publicUrl, socketUrl, awsEndpoint }: Addresses,
): (text: string) => string {
  const pairs: (readonly [string, string])[] = [
    ...socketApis.flatMap(({ id, stage, domainName }) => [
      [`https://${domainName}/${stage}`, `${awsEndpoint}${managementPath(id, stage)}`] as const,
      [`wss://${domainName}`, socketUrl] as const,
    ]),
    ...httpApis.map(({ domainName }) => [`https://${domainName}`, publicUrl] as const),
    ...template
      .all('AWS::CloudFront::Distribution')
      .map(({ id }) => [`https://${template.identity(id, 'DomainName')}`, publicUrl] as const),
    ...template
      .all('AWS::Cognito::UserPoolDomain')
      .map(
        ({ id }) =>
          [
            `https://${template.identity(id)}.auth.${template.surroundings.region}.amazoncognito.com`,
            publicUrl,
          ] as const,
      ),
    [`https://cognito-idp.${template.surroundings.region}.amazonaws.com`, publicUrl],
  ];
  return (text) => pairs.reduce((result, [theirs, ours]) => result.replaceAll(theirs, ours), text);
}
