import { describe, expect, it } from 'vitest';
import { INDEX, TABLE } from '../../shared/contract.ts';
import { functionOf, type Resource, resourcesOf, synthesize } from './synthesized.ts';

const { template } = synthesize();

const only = (type: string, matches: (resource: Resource) => boolean = () => true): Resource['Properties'] => {
  const found = resourcesOf(template, type).filter(([, resource]) => matches(resource));
  expect(found, `resources of type ${type}`).toHaveLength(1);
  return found[0]?.[1].Properties ?? {};
};

const queue = (id: string): Resource['Properties'] =>
  resourcesOf(template, 'AWS::SQS::Queue').find(([logicalId]) => logicalId === id)?.[1].Properties ?? {};

const mappingOf = (name: 'look' | 'projector'): Resource['Properties'] =>
  only('AWS::Lambda::EventSourceMapping', (r) => r.Properties['FunctionName'].Ref === functionOf(template, name)[0]);

describe('the table', () => {
  const table = only('AWS::DynamoDB::Table');

  it('has the keys and the two indexes of the contract', () => {
    expect(table['KeySchema']).toEqual([
      { AttributeName: TABLE.pk, KeyType: 'HASH' },
      { AttributeName: TABLE.sk, KeyType: 'RANGE' },
    ]);
    const schema = (pk: string, sk: string) => [
      { AttributeName: pk, KeyType: 'HASH' },
      { AttributeName: sk, KeyType: 'RANGE' },
    ];
    expect(table['GlobalSecondaryIndexes']).toEqual([
      {
        IndexName: INDEX.inbox.name,
        KeySchema: schema(INDEX.inbox.pk, INDEX.inbox.sk),
        Projection: { ProjectionType: 'ALL' },
      },
      {
        IndexName: INDEX.due.name,
        KeySchema: schema(INDEX.due.pk, INDEX.due.sk),
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ]);
    const types = Object.fromEntries(
      table['AttributeDefinitions'].map((a: { AttributeName: string; AttributeType: string }) => [
        a.AttributeName,
        a.AttributeType,
      ]),
    );
    expect(types).toEqual({ pk: 'S', sk: 'S', inboxPk: 'S', inboxSk: 'S', duePk: 'S', due: 'N' });
  });

  it('forgets what has expired, streams what is new, and can be restored', () => {
    expect(table).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: TABLE.ttl, Enabled: true },
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
  });

  it('cannot be deleted by accident in prod', () => {
    const [[, prod] = []] = resourcesOf(synthesize('prod', { established: true }).template, 'AWS::DynamoDB::Table');
    expect(prod).toMatchObject({
      Properties: { DeletionProtectionEnabled: true },
      DeletionPolicy: 'RetainExceptOnCreate',
    });
  });
});

describe('the look queue', () => {
  it('hands looks to look, tells it apart which of a batch failed, and gives up after five times', () => {
    const mapping = mappingOf('look');
    expect(mapping).toMatchObject({ BatchSize: 10, FunctionResponseTypes: ['ReportBatchItemFailures'] });
    const looks = queue(mapping['EventSourceArn']['Fn::GetAtt'][0]);
    expect(looks['RedrivePolicy']).toMatchObject({ maxReceiveCount: 5 });
    expect(looks['VisibilityTimeout']).toBe(6 * functionOf(template, 'look')[1].Properties['Timeout']);
  });
});

describe('the projector’s stream', () => {
  const mapping = mappingOf('projector');

  it('sets aside what fails three times, without holding up the rest', () => {
    expect(mapping).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      MaximumRetryAttempts: 3,
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(queue(mapping['DestinationConfig'].OnFailure.Destination['Fn::GetAtt'][0])['MessageRetentionPeriod']).toBe(
      1209600,
    );
  });

  it('sees new commits of conversations and notes, and nothing that it writes itself', () => {
    expect(mapping['FilterCriteria'].Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern))).toEqual([
      {
        eventName: ['INSERT'],
        dynamodb: { Keys: { pk: { S: [{ prefix: 'C#' }, { prefix: 'N#' }] } } },
      },
    ]);
  });
});

describe('the sweep', () => {
  it('is called each minute, at the minute, and a call that failed is kept', () => {
    const schedule = only('AWS::Scheduler::Schedule');
    expect(schedule).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
    });
    expect(schedule['Target'].Arn['Fn::GetAtt'][0]).toBe(functionOf(template, 'sweep')[0]);
    expect(schedule['Target'].DeadLetterConfig.Arn['Fn::GetAtt'][0]).toContain('SweepClockDeadLetters');
  });

  it('is not repeated when it fails: the next is due', () => {
    expect(only('AWS::Lambda::EventInvokeConfig')).toMatchObject({ MaximumRetryAttempts: 0 });
  });
});

describe('queues and topics', () => {
  it('refuse calls without TLS', () => {
    const policies = [
      ...resourcesOf(template, 'AWS::SQS::QueuePolicy'),
      ...resourcesOf(template, 'AWS::SNS::TopicPolicy'),
    ];
    expect(policies).toHaveLength(4 + 2);
    for (const [, { Properties }] of policies) {
      expect(Properties['PolicyDocument'].Statement).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
    }
  });
});
