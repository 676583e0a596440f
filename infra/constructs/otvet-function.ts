import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type CfnElement, type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  ApplicationLogLevel,
  Architecture,
  Code,
  type IFunction,
  type IVersion,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct, IConstruct } from 'constructs';
import { type FunctionName, LIVE_ALIAS, METRICS } from '../../shared/contract.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Config } from '../config.ts';

export interface OtvetFunctionProps {
  readonly name: FunctionName;
  /** what it is for, in one sentence; shown in the Lambda console */
  readonly description: string;
  readonly timeout: Duration;
  /**
   * Whether it may call itself through a queue. Lambda stops such a chain after 16 calls unless told that it is meant.
   */
  readonly callsItself?: boolean;
  readonly config: Config;
  /** folder that holds `functions/<name>/` with the bundle */
  readonly bundles: string;
}

/**
 * A function as this house builds them: the bundle of `functions/<name>`, Node 24 on arm64, 512 MB (less starves the CPU
 * and is no cheaper), JSON logs in a log group of its own that ends, and a role with nothing but what the grants
 * of the other constructs add.
 */
export class OtvetFunction extends LambdaFunction {
  /** name in code, docs and metrics */
  readonly otvetName: FunctionName;
  /** what AWS is told to call: the alias of the version that is live, or the function itself where none are kept */
  readonly live: IFunction;

  constructor(scope: Construct, id: string, props: OtvetFunctionProps) {
    const stackName = Stack.of(scope).stackName;
    const functionName = `${stackName}-${props.name}`;
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: props.config.logRetention,
      // logs are no data of anybody's; a second deployment must not stumble over the first one's group
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${functionName} may do`,
    });
    const reserved = props.config.reservedConcurrency[props.name];
    super(scope, id, {
      functionName,
      description: `[Otvet] ${props.description}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: props.timeout,
      handler: 'index.handler',
      code: Code.fromAsset(bundleFolder(props.bundles, props.name)),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel[props.config.logLevel],
      systemLogLevelV2: SystemLogLevel.WARN,
      // What an execution begins to trace goes on here. A trace of every frame would cost more than the chat (docs/cost.md).
      tracing: Tracing.PASS_THROUGH,
      // an alias may be led back to it: it stays when the next one takes its place
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
      ...(props.callsItself ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
      environment: {
        POWERTOOLS_LOG_LEVEL: props.config.logLevel,
        // the dimension that keeps apart the metrics of two deployments in one account; alarms ask for it
        POWERTOOLS_SERVICE_NAME: stackName,
        POWERTOOLS_METRICS_NAMESPACE: METRICS.namespace,
      },
    });
    this.otvetName = props.name;
    // CDK declares the classes' optional members looser than those of their interfaces.
    this.live = props.config.versions
      ? (new Alias(this, 'Live', { aliasName: LIVE_ALIAS, version: this.currentVersion as IVersion }) as IFunction)
      : this;
    logGroup.grantWrite(role);
    acknowledge(
      role,
      'AwsSolutions-IAM5[Resource::*]',
      'X-Ray has no resources to name: PutTraceSegments and PutTelemetryRecords are allowed on * or not at all.',
    );
  }
}

/** @throws Error that says how to build the bundles, when there is none */
function bundleFolder(bundles: string, name: FunctionName): string {
  const folder = join(bundles, 'functions', name);
  if (!existsSync(folder)) {
    throw new Error(`There is no bundle of the function "${name}" in ${folder}. Run "npm run build" first.`);
  }
  return folder;
}

/** Accepts, for a role that may call `fn`, what CDK adds to it: the right to call versions, where AWS calls no alias. */
export function acknowledgeVersions(scope: IConstruct, fn: OtvetFunction): void {
  if (fn.live !== fn) return;
  const id = Stack.of(fn).getLogicalId(fn.node.defaultChild as CfnElement);
  acknowledge(
    scope,
    `AwsSolutions-IAM5[Resource::<${id}.Arn>:*]`,
    'CDK allows the function and its versions; it has none.',
  );
}
