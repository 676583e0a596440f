import type { FunctionModel } from './model.ts';

/** What all functions of a machine are told. */
export interface Machine {
  readonly region: string;
  /** Where the AWS services of the machine answer. */
  readonly awsEndpoint: string;
  /** Turns addresses of the deployed stack into this machine's. */
  readonly localize: (text: string) => string;
}

/** Services that SDKs look for by `AWS_ENDPOINT_URL_<SERVICE>`. Posts to sockets go to the stages' own addresses. */
const SERVICES = [
  'DYNAMODB',
  'SQS',
  'SNS',
  'SESV2',
  'SFN',
  'SECRETS_MANAGER',
  'S3',
  'COGNITO_IDENTITY_PROVIDER',
] as const;

const CONTACT_NETWORKS = 'CONTACT_NETWORKS';

/** The part of the environment that leads an SDK to this machine, under the access key of `caller`. */
export function awsEnvironment({ region, awsEndpoint }: Pick<Machine, 'region' | 'awsEndpoint'>, caller: string) {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    // Made up, but not idle: the access key tells the services of the machine who calls.
    AWS_ACCESS_KEY_ID: caller,
    AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    // Profiles of the host stay unread even where no variable of it comes through.
    AWS_CONFIG_FILE: '/nonexistent/aws-config',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/aws-credentials',
    AWS_EC2_METADATA_DISABLED: 'true',
    ...Object.fromEntries(SERVICES.map((service) => [`AWS_ENDPOINT_URL_${service}`, awsEndpoint] as const)),
  };
}

/**
 * The whole environment of one worker, built from nothing: no variable of the host is in it.
 * @param session tells the workers of one function apart
 */
export function environmentOf(model: FunctionModel, machine: Machine, session: string): Record<string, string> {
  const own = Object.entries(model.environment).map(([name, value]) => [name, machine.localize(value)] as const);
  return {
    TZ: 'UTC',
    LANG: 'en_US.UTF-8',
    _HANDLER: model.handler,
    LAMBDA_TASK_ROOT: model.directory,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_FUNCTION_NAME: model.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(model.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${model.functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: session,
    ...Object.fromEntries(own),
    ...awsEnvironment(machine, model.name),
    // On one machine, what a contact's URL leads to is on that machine.
    ...(CONTACT_NETWORKS in model.environment && { [CONTACT_NETWORKS]: 'any' }),
    AWS_SESSION_TOKEN: session,
  };
}
