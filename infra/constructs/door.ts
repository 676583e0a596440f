import { type CfnElement, Stack } from 'aws-cdk-lib';
import { WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ENV } from '../../shared/contract.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Config } from '../config.ts';
import { accessLogs } from './access-logs.ts';
import type { OtvetFunction } from './otvet-function.ts';
import type { SocketDomain } from './socket-domain.ts';

/** Who comes in by a door. It is the stage's name too, so that addresses end in `/customer` and `/operator`. */
export type Side = 'customer' | 'operator';

export interface DoorProps {
  readonly side: Side;
  /** a name of the company's own, which both doors share; without it they have the gateway's */
  readonly domain?: SocketDomain;
  /** checks the ticket of a handshake */
  readonly authorizer: OtvetFunction;
  /** hears of sockets that open and close */
  readonly connection: OtvetFunction;
  /** gets every frame, and answers its sender */
  readonly socket: OtvetFunction;
  readonly config: Config;
}

const VARIABLES = {
  customer: { url: ENV.customerSocketsUrl, address: ENV.customerSocketAddress },
  operator: { url: ENV.operatorSocketsUrl, address: ENV.operatorSocketAddress },
} as const;

/** A WebSocket API with its three routes. Customers and operators have one each: throttles and permissions apart. */
export class Door extends Construct {
  readonly api: WebSocketApi;
  readonly stage: WebSocketStage;
  readonly side: Side;
  private readonly domain: SocketDomain | undefined;

  constructor(scope: Construct, id: string, props: DoorProps) {
    super(scope, id);
    this.side = props.side;
    this.domain = props.domain;
    this.api = new WebSocketApi(this, 'Api', {
      apiName: `${Stack.of(this).stackName}-${props.side}`,
      description: `Sockets of ${props.side}s`,
      routeSelectionExpression: '$request.body.type',
      connectRouteOptions: {
        integration: new WebSocketLambdaIntegration('Connect', props.connection.live),
        // Browsers can set no other header on a handshake: the ticket is the second subprotocol. CDK's default identity
        // source, Authorization, would have the gateway refuse every browser.
        authorizer: new WebSocketLambdaAuthorizer('Authorizer', props.authorizer.live, {
          identitySource: ['route.request.header.Sec-WebSocket-Protocol'],
        }),
      },
      disconnectRouteOptions: { integration: new WebSocketLambdaIntegration('Disconnect', props.connection.live) },
      // The handler's answer goes to the sender as the route response: one post less for every frame.
      defaultRouteOptions: {
        integration: new WebSocketLambdaIntegration('Frame', props.socket.live),
        returnResponse: true,
      },
    });
    this.stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: this.api,
      stageName: props.side,
      autoDeploy: true,
      // both, always: a stage with settings but without a throttle refuses everything with 429
      throttle: {
        rateLimit: props.config.throttle[props.side].rate,
        burstLimit: props.config.throttle[props.side].burst,
      },
      detailedMetricsEnabled: true,
      accessLogSettings: accessLogs(this, `${props.side}-door`, 'socket', props.config),
    });
    props.domain?.lead(this, this.api, this.stage);
    // A stage deploys itself when routes change; that it does so for a route's response is written nowhere, and without
    // responses no client ever hears an answer. Made last, it has them all.
    this.stage.node.addDependency(this.api);
    acknowledge(
      this.api,
      'AwsSolutions-APIG4',
      'A WebSocket API authorizes on $connect alone, and does; frames carry that authorizer’s context.',
    );
  }

  /** What a content security policy calls this door. */
  get origin(): string {
    return this.domain?.origin ?? this.api.apiEndpoint;
  }

  /** What browsers open. */
  get address(): string {
    return this.domain ? `${this.domain.origin}/${this.side}` : this.stage.url;
  }

  /** Lets `fn` post to sockets of this door, and tells it where. */
  grantPost(fn: OtvetFunction): void {
    this.grantConnections(fn, 'POST');
  }

  /** Lets `fn` close sockets of this door (a session that has ended, a role that was lost). */
  grantClose(fn: OtvetFunction): void {
    this.grantConnections(fn, 'DELETE');
  }

  /** Tells `fn` the address that browsers open. */
  tellAddress(fn: OtvetFunction): void {
    fn.addEnvironment(VARIABLES[this.side].address, this.address);
  }

  private grantConnections(fn: OtvetFunction, method: 'POST' | 'DELETE'): void {
    const path = `${this.side}/${method}/@connections/*`;
    fn.addEnvironment(VARIABLES[this.side].url, this.stage.callbackUrl);
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['execute-api:ManageConnections'],
        resources: [Stack.of(this).formatArn({ service: 'execute-api', resource: this.api.apiId, resourceName: path })],
      }),
    );
    const api = Stack.of(this).getLogicalId(this.api.node.defaultChild as CfnElement);
    acknowledge(
      fn.role ?? fn,
      `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<${api}>/${path}]`,
      'Connections come and go: no policy can name them. Method, stage and API are named.',
    );
  }
}
