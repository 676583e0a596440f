import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  DefinitionBody,
  Errors,
  Fail,
  JitterType,
  LogLevel,
  StateMachine,
  StateMachineType,
  Succeed,
  type TaskStateBase,
  Timeout,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Construct } from 'constructs';
import { ENV, MAX_LOOKS } from '../../shared/contract.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Config } from '../config.ts';
import { acknowledgeVersions, type OtvetFunction } from './otvet-function.ts';

/**
 * 1 + 2 + 4 + 8 s = at most 15 s of retrying, with jitter: within the 15 s that the sweep leaves before it makes the look
 * itself. Errors of the function are retried as well as those of Lambda: a look decides anew each time, so it may run twice.
 */
const RETRY = {
  errors: [Errors.ALL],
  interval: Duration.seconds(1),
  backoffRate: 2,
  maxAttempts: 4,
  jitterStrategy: JitterType.FULL,
};

/**
 * An execution ends after 500 looks, the last of which are two minutes apart: 17 hours. Two days say that it got stuck;
 * the sweep has taken over long before.
 */
const LONGEST_EXECUTION = Duration.days(2);

export interface ClockMachineProps {
  readonly kind: 'escalation' | 'page';
  /** gets the state, answers with the next: `{…, done, wakeAt}` */
  readonly task: OtvetFunction;
  /** time limit of the task's function */
  readonly taskTimeout: Duration;
  /** names of the states, as people read them in the console */
  readonly states: { readonly task: string; readonly question: string; readonly end: string; readonly failure: string };
  readonly comment: string;
  readonly config: Config;
}

const VARIABLE = { escalation: ENV.escalationMachineArn, page: ENV.pageMachineArn } as const;

/**
 * An alarm clock: wait until `wakeAt`, do the task, and again until the task says `done`. It decides nothing. The table
 * is the truth, and what an execution misses the sweep finds. Input: a `LookInput` or `PageStepInput`, and `wakeAt`.
 */
export class ClockMachine extends Construct {
  readonly machine: StateMachine;
  private readonly kind: 'escalation' | 'page';

  constructor(scope: Construct, id: string, props: ClockMachineProps) {
    super(scope, id);
    this.kind = props.kind;
    const name = this.name();
    const task = new LambdaInvoke(this, props.states.task, {
      lambdaFunction: props.task.live,
      // the function's answer is the next state as it is, without Lambda's envelope
      payloadResponseOnly: true,
      retryOnServiceExceptions: false,
      taskTimeout: Timeout.duration(props.taskTimeout.plus(Duration.seconds(1))),
    });
    this.guard(task, props.states.failure);
    const wait = new Wait(this, 'Wait until due', { time: WaitTime.timestampPath('$.wakeAt') });
    const end = new Succeed(this, props.states.end);
    wait.next(task);
    task.next(
      new Choice(this, props.states.question).when(Condition.booleanEquals('$.done', true), end).otherwise(wait),
    );

    this.machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(wait),
      comment: `${props.comment} Ends after ${MAX_LOOKS} looks.`,
      timeout: LONGEST_EXECUTION,
      tracingEnabled: true,
      logs: {
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${name}`,
          retention: props.config.logRetention,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
      // Holds nothing that the table does not: deleted with the stack, whatever the stage, so that its name is free again.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.acknowledgeRole(props.task);
  }

  /**
   * Lets `fn` start executions, and tells it of which machine. The ARN is spelt from the name: `look` starts the machine
   * whose task it is, and a reference there and back would be a circle.
   */
  grantStart(fn: OtvetFunction): void {
    const arn = Stack.of(this).formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: this.name(),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    fn.addEnvironment(VARIABLE[this.kind], arn);
    fn.addToRolePolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources: [arn] }));
  }

  private name(): string {
    return `${Stack.of(this).stackName}-${this.kind}`;
  }

  /** Every task's retry and catch: what cannot be done ends red, and an alarm rings. */
  private guard(task: TaskStateBase, failure: string): void {
    task.addRetry(RETRY);
    task.addCatch(new Fail(this, failure, { errorPath: '$.failure.Error', causePath: '$.failure.Cause' }), {
      errors: [Errors.ALL],
      resultPath: '$.failure',
    });
  }

  private acknowledgeRole(task: OtvetFunction): void {
    acknowledge(
      this.machine,
      'AwsSolutions-IAM5[Resource::*]',
      'Log delivery and X-Ray have no resources to name (Step Functions documents both with *).',
    );
    acknowledgeVersions(this.machine, task);
  }
}
