import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type IAccessLogSettings, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';

/** One JSON line per handshake or frame: who, what, how it ended. No header, query or body, so no ticket and no text. */
const SOCKET_FIELDS = {
  time: '$context.requestTime',
  requestId: '$context.requestId',
  connection: '$context.connectionId',
  event: '$context.eventType',
  route: '$context.routeKey',
  status: '$context.status',
  ip: '$context.identity.sourceIp',
  workspace: '$context.authorizer.workspace',
  integrationStatus: '$context.integrationStatus',
  integrationLatency: '$context.integrationLatency',
  authorizerError: '$context.authorizer.error',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
};

const HTTP_FIELDS = {
  time: '$context.requestTime',
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  ip: '$context.identity.sourceIp',
  latency: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
  error: '$context.error.message',
  integrationError: '$context.integrationErrorMessage',
};

/** Access logs of a stage, in a group whose name spares the account's few log resource policies (`/aws/vendedlogs/`). */
export function accessLogs(
  scope: Construct,
  name: string,
  kind: 'socket' | 'http',
  config: Config,
): IAccessLogSettings {
  const group = new LogGroup(scope, 'AccessLogs', {
    logGroupName: `/aws/vendedlogs/${Stack.of(scope).stackName}/${name}`,
    retention: config.logRetention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return {
    destination: new LogGroupLogDestination(group),
    format: AccessLogFormat.custom(JSON.stringify(kind === 'socket' ? SOCKET_FIELDS : HTTP_FIELDS)),
  };
}
