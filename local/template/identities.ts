import { createHash } from 'node:crypto';
import { type JsonObject, optionalText } from '../json.ts';

/** What the identities of resources are made from. */
export interface Surroundings {
  readonly region: string;
  readonly account: string;
  readonly stackName: string;
  /** Where the AWS services of the runner answer, without a slash at the end. */
  readonly awsEndpoint: string;
  /** Issuer of ID tokens, without a slash at the end. */
  readonly issuer: string;
}

/** A resource as references see it. */
export interface Subject extends Surroundings {
  readonly id: string;
  readonly properties: JsonObject;
}

/** What `Ref` and `Fn::GetAtt` give for one type of resource. */
export interface Identity {
  readonly ref: (subject: Subject) => string;
  readonly attributes?: Readonly<Record<string, (subject: Subject) => string>>;
}

/** A short stable id, as AWS would draw it at random. */
const idOf = ({ stackName, id }: Subject, length = 10): string =>
  createHash('sha256').update(`${stackName}/${id}`).digest('hex').slice(0, length);
const named =
  (property: string) =>
  (subject: Subject): string =>
    optionalText(subject.properties[property]) ?? `${subject.stackName}-${subject.id}`;
const arn =
  (service: string, resource: (subject: Subject) => string) =>
  (subject: Subject): string =>
    `arn:aws:${service}:${subject.region}:${subject.account}:${resource(subject)}`;
const global = (service: string, resource: (subject: Subject) => string) => (subject: Subject) =>
  `arn:aws:${service}::${subject.account}:${resource(subject)}`;

const functionName = named('FunctionName');
const tableName = named('TableName');
const queueName = named('QueueName');
const bucketName = (subject: Subject): string =>
  optionalText(subject.properties['BucketName']) ?? `${subject.stackName}-${subject.id}`.toLowerCase();
const table: Identity = {
  ref: tableName,
  attributes: {
    Arn: arn('dynamodb', (s) => `table/${tableName(s)}`),
    StreamArn: arn('dynamodb', (s) => `table/${tableName(s)}/stream/2026-01-01T00:00:00.000`),
    TableId: idOf,
  },
};
const machineArn = arn('states', (s) => `stateMachine:${named('StateMachineName')(s)}`);
const secretArn = arn('secretsmanager', (s) => `secret:${named('Name')(s)}-${idOf(s, 6)}`);
const poolId = (subject: Subject): string => `${subject.region}_${idOf(subject)}`;
const topicArn = arn('sns', named('TopicName'));

/** The types that are run here, and those whose names others refer to. */
export const IDENTITIES: Readonly<Record<string, Identity>> = {
  'AWS::Lambda::Function': {
    ref: functionName,
    attributes: { Arn: arn('lambda', (s) => `function:${functionName(s)}`) },
  },
  'AWS::Lambda::Version': {
    ref: (s) => `${optionalText(s.properties['FunctionName'])}:1`,
    attributes: { Version: () => '1' },
  },
  'AWS::Lambda::Alias': {
    ref: (s) => `${optionalText(s.properties['FunctionName'])}:${optionalText(s.properties['Name'])}`,
  },
  'AWS::Lambda::EventSourceMapping': { ref: idOf, attributes: { Id: idOf } },
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::SQS::Queue': {
    ref: (s) => `${s.awsEndpoint}/${s.account}/${queueName(s)}`,
    attributes: {
      Arn: arn('sqs', queueName),
      QueueName: queueName,
      QueueUrl: (s) => `${s.awsEndpoint}/${s.account}/${queueName(s)}`,
    },
  },
  'AWS::SNS::Topic': { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: named('TopicName') } },
  'AWS::StepFunctions::StateMachine': {
    ref: machineArn,
    attributes: { Arn: machineArn, Name: named('StateMachineName') },
  },
  'AWS::ApiGatewayV2::Api': {
    ref: idOf,
    attributes: {
      ApiId: idOf,
      ApiEndpoint: (s) =>
        `${s.properties['ProtocolType'] === 'WEBSOCKET' ? 'wss' : 'https'}://${idOf(s)}.execute-api.${s.region}.amazonaws.com`,
    },
  },
  'AWS::ApiGatewayV2::Stage': { ref: (s) => optionalText(s.properties['StageName']) ?? '$default' },
  'AWS::ApiGatewayV2::Route': { ref: idOf, attributes: { RouteId: idOf } },
  'AWS::ApiGatewayV2::RouteResponse': { ref: idOf },
  'AWS::ApiGatewayV2::Integration': { ref: idOf, attributes: { IntegrationId: idOf } },
  'AWS::ApiGatewayV2::IntegrationResponse': { ref: idOf },
  'AWS::ApiGatewayV2::Authorizer': { ref: idOf, attributes: { AuthorizerId: idOf } },
  'AWS::SecretsManager::Secret': { ref: secretArn, attributes: { Id: secretArn } },
  'AWS::IAM::Role': {
    ref: named('RoleName'),
    attributes: {
      Arn: global('iam', (s) => `role/${named('RoleName')(s)}`),
      RoleId: (s) => `AROA${idOf(s, 16).toUpperCase()}`,
    },
  },
  'AWS::IAM::Policy': { ref: named('PolicyName'), attributes: { Id: idOf } },
  'AWS::IAM::ManagedPolicy': { ref: global('iam', (s) => `policy/${named('ManagedPolicyName')(s)}`) },
  'AWS::Cognito::UserPool': {
    ref: poolId,
    attributes: {
      Arn: arn('cognito-idp', (s) => `userpool/${poolId(s)}`),
      UserPoolId: poolId,
      ProviderName: (s) => s.issuer.replace(/^https?:\/\//, ''),
      ProviderURL: (s) => s.issuer,
    },
  },
  'AWS::Cognito::UserPoolClient': { ref: (s) => idOf(s, 26), attributes: { ClientId: (s) => idOf(s, 26) } },
  'AWS::Cognito::UserPoolDomain': { ref: (s) => optionalText(s.properties['Domain']) ?? s.id },
  'AWS::S3::Bucket': {
    ref: bucketName,
    attributes: {
      Arn: (s) => `arn:aws:s3:::${bucketName(s)}`,
      DomainName: (s) => `${bucketName(s)}.s3.amazonaws.com`,
      RegionalDomainName: (s) => `${bucketName(s)}.s3.${s.region}.amazonaws.com`,
    },
  },
  'AWS::CloudFront::Distribution': {
    ref: (s) => `E${idOf(s, 13).toUpperCase()}`,
    attributes: { Id: (s) => `E${idOf(s, 13).toUpperCase()}`, DomainName: (s) => `d${idOf(s, 13)}.cloudfront.net` },
  },
  'AWS::CloudFront::ResponseHeadersPolicy': { ref: idOf, attributes: { Id: idOf } },
  'AWS::Logs::LogGroup': {
    ref: named('LogGroupName'),
    attributes: {
      Arn: arn('logs', (s) => `log-group:${named('LogGroupName')(s)}:*`),
      LogGroupArn: arn('logs', (s) => `log-group:${named('LogGroupName')(s)}`),
    },
  },
  'AWS::Logs::SubscriptionFilter': { ref: idOf },
  'AWS::SES::EmailIdentity': { ref: named('EmailIdentity') },
  'AWS::SES::ConfigurationSet': { ref: named('Name') },
  'AWS::SES::ConfigurationSetEventDestination': { ref: idOf, attributes: { Id: idOf } },
  'AWS::KMS::Key': { ref: idOf, attributes: { Arn: arn('kms', (s) => `key/${idOf(s)}`), KeyId: idOf } },
  'AWS::Scheduler::Schedule': {
    ref: named('Name'),
    attributes: { Arn: arn('scheduler', (s) => `schedule/default/${named('Name')(s)}`) },
  },
  'AWS::Events::Rule': { ref: named('Name'), attributes: { Arn: arn('events', (s) => `rule/${named('Name')(s)}`) } },
};

/** References to what does nothing here still need a value. */
export const inertIdentity: Identity = { ref: named('Name') };
export const inertAttribute = (subject: Subject, attribute: string): string => `${subject.id}.${attribute}`;
