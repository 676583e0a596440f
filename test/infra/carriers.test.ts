import { describe, expect, it } from 'vitest';
import { CONFIG } from '../../infra/config.ts';
import { functionOf, type Resource, resourcesOf, synthesize, textOf } from './synthesized.ts';

const { template } = synthesize();
const [receipts] = functionOf(template, 'receipts');

const propertiesOf = (type: string): Resource['Properties'][] =>
  resourcesOf(template, type).map(([, { Properties }]) => Properties);

describe('what carriers report of delivery', () => {
  const group = 'sns/<AWS::Region>/<AWS::AccountId>/DirectPublishToPhoneNumber';
  const groups = resourcesOf(template, 'AWS::Logs::LogGroup').filter(([, { Properties }]) =>
    textOf(Properties['LogGroupName'] ?? '').startsWith('sns/'),
  );

  it('is read from the log groups whose names SNS chooses, which end like all logs', () => {
    expect(groups.map(([, { Properties }]) => textOf(Properties['LogGroupName'])).sort()).toEqual([
      group,
      `${group}/Failure`,
    ]);
    for (const [, { Properties }] of groups) expect(Properties['RetentionInDays']).toBe(14);
  });

  it('goes from each of them to receipts, all of it', () => {
    const filters = propertiesOf('AWS::Logs::SubscriptionFilter');
    expect(filters.map((filter) => filter['LogGroupName'].Ref).sort()).toEqual(groups.map(([id]) => id).sort());
    for (const filter of filters) {
      expect(filter['FilterPattern']).toBe('');
      expect(filter['DestinationArn']['Fn::GetAtt'][0]).toBe(receipts);
    }
  });

  it('is written by a role that SNS alone can take, and that can write there alone', () => {
    const role = template.findOutputs('SmsDeliveryRoleArn')['SmsDeliveryRoleArn']?.['Value']['Fn::GetAtt'][0];
    const [, found] = resourcesOf(template, 'AWS::IAM::Role').find(([id]) => id === role) ?? [];
    expect(found?.Properties['AssumeRolePolicyDocument'].Statement).toEqual([
      expect.objectContaining({ Principal: { Service: 'sns.amazonaws.com' } }),
    ]);
    const statements = propertiesOf('AWS::IAM::Policy')
      .filter(({ Roles }) => Roles.some(({ Ref }: { Ref: string }) => Ref === role))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    expect(statements).toHaveLength(1);
    expect(statements[0].Resource.map(textOf).sort()).toEqual(groups.map(([id]) => `<${id}.Arn>`).sort());
  });

  it('comes from SES for e-mails of this deployment only', () => {
    const [destination] = propertiesOf('AWS::SES::ConfigurationSetEventDestination');
    expect(destination?.['EventDestination']).toMatchObject({
      Enabled: true,
      MatchingEventTypes: ['delivery', 'bounce', 'complaint', 'reject', 'deliveryDelay'],
    });
    expect(textOf(destination?.['EventDestination'].EventBridgeDestination.EventBusArn)).toMatch(
      /:event-bus\/default$/,
    );
    const [rule] = propertiesOf('AWS::Events::Rule');
    expect(rule?.['EventPattern']).toEqual({
      source: ['aws.ses'],
      detail: {
        eventType: ['Delivery', 'Bounce', 'Complaint', 'Reject', 'DeliveryDelay'],
        mail: { tags: { 'ses:configuration-set': ['otvet-dev'] } },
      },
    });
    expect(rule?.['Targets'].map(({ Arn }: { Arn: unknown }) => textOf(Arn))).toEqual([`<${receipts}.Arn>`]);
  });
});

describe('e-mails', () => {
  it('have the sender of the configuration, and do not travel in the clear', () => {
    expect(propertiesOf('AWS::SES::EmailIdentity')).toEqual([
      expect.objectContaining({ EmailIdentity: CONFIG.dev.mailFrom }),
    ]);
    expect(propertiesOf('AWS::SES::ConfigurationSet')).toEqual([
      expect.objectContaining({ Name: 'otvet-dev', DeliveryOptions: { TlsPolicy: 'REQUIRE' } }),
    ]);
  });
});

describe('the push secret', () => {
  it('is made by itself, long and random, and stays when a production stack goes', () => {
    const secrets = resourcesOf(synthesize('prod').template, 'AWS::SecretsManager::Secret');
    const [, push] = secrets.find(([id]) => id.startsWith('CarriersPush')) ?? [];
    expect(push).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { Name: 'otvet-prod/push', GenerateSecretString: { PasswordLength: 64 } },
    });
  });
});
