import { describe, expect, it } from 'vitest';
import type { Assembly, Template } from '../../../local/template/assembly.ts';
import { readTemplate } from '../../../local/template/stack-template.ts';

const surroundings = {
  region: 'us-east-1',
  account: '000000000000',
  stackName: 'shop',
  awsEndpoint: 'http://127.0.0.1:1',
  issuer: 'http://localhost:1/oidc',
};

function read(resources: Template['Resources'], rest: Omit<Template, 'Resources'> = {}) {
  const assembly: Assembly = {
    directory: '',
    stackName: 'shop',
    template: { Resources: resources, ...rest },
    assetPath: () => undefined,
  };
  return readTemplate(assembly, surroundings);
}

/** Resolves one value as a property of a queue. */
function resolved(value: unknown, rest: Omit<Template, 'Resources'> = {}): unknown {
  const template = read(
    {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { value, QueueName: 'looks' } },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { 'Fn::Sub': `\${AWS::StackName}-pages` } } },
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'WEBSOCKET' } },
    },
    rest,
  );
  return template.all('AWS::SQS::Queue')[0]?.properties['value'];
}

describe('the intrinsic functions of a template', () => {
  it.each([
    ['a plain value', { a: [1, 'b', null] }, { a: [1, 'b', null] }],
    ['Ref of a pseudo-parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['Ref of a queue', { Ref: 'Queue' }, 'http://127.0.0.1:1/000000000000/looks'],
    ['Ref of a topic', { Ref: 'Topic' }, 'arn:aws:sns:us-east-1:000000000000:shop-pages'],
    ['GetAtt in a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:aws:sqs:us-east-1:000000000000:looks'],
    ['GetAtt in a text', { 'Fn::GetAtt': 'Queue.Arn' }, 'arn:aws:sqs:us-east-1:000000000000:looks'],
    ['Join of parts', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }]] }, 'a-000000000000'],
    ['Sub of names', { 'Fn::Sub': `\${AWS::Partition}/\${Queue.QueueName}/\${!kept}` }, `aws/looks/\${kept}`],
    [
      'Sub with variables',
      { 'Fn::Sub': [`\${x}:\${Topic.TopicName}`, { x: { Ref: 'AWS::Region' } }] },
      'us-east-1:shop-pages',
    ],
    ['Select of Split', { 'Fn::Select': [2, { 'Fn::Split': ['/', 'https://host/path'] }] }, 'host'],
    ['If that holds', { 'Fn::If': ['Yes', 1, 2] }, 1],
    ['If that does not', { 'Fn::If': ['No', 1, 2] }, 2],
    ['NoValue in a list', [1, { Ref: 'AWS::NoValue' }, 3], [1, 3]],
    ['NoValue as a property', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
    ['the Condition of a policy', { Condition: { Null: { x: 'false' } } }, { Condition: { Null: { x: 'false' } } }],
  ])('resolve %s', (_what, value, expected) => {
    const Conditions = {
      Yes: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
      No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    };
    expect(resolved(value, { Conditions })).toEqual(expected);
  });

  it('take the default of a parameter', () => {
    expect(resolved({ Ref: 'Version' }, { Parameters: { Version: { Default: '6' } } })).toBe('6');
  });

  it('say what they do not know', () => {
    expect(() => resolved({ 'Fn::Transform': {} })).toThrow('Fn::Transform');
    expect(() => resolved({ Ref: 'Nobody' })).toThrow('Nobody');
    expect(() => resolved({ 'Fn::GetAtt': ['Queue', 'Colour'] })).toThrow(/Colour of Queue \(AWS::SQS::Queue\)/);
  });
});

describe('a template', () => {
  it('is refused when it has a resource of a type that the runner neither runs nor leaves out', () => {
    expect(() => read({ Cache: { Type: 'AWS::ElastiCache::CacheCluster' } })).toThrow(
      /AWS::ElastiCache::CacheCluster \(Cache\)/,
    );
  });

  it('may have what does nothing here, and refer to it', () => {
    const template = read({
      Alarm: { Type: 'AWS::CloudWatch::Alarm' },
      Custom: { Type: 'Custom::CDKBucketDeployment' },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { alarm: { 'Fn::GetAtt': ['Alarm', 'Arn'] } } },
    });
    expect(template.all('AWS::SQS::Queue')[0]?.properties).toEqual({ alarm: 'Alarm.Arn' });
  });

  it('leaves out what its condition leaves out', () => {
    const template = read(
      { Queue: { Type: 'AWS::SQS::Queue', Condition: 'Never' } },
      { Conditions: { Never: { 'Fn::Equals': [1, 2] } } },
    );
    expect(template.all('AWS::SQS::Queue')).toEqual([]);
  });
});
