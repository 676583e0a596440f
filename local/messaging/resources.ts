import { isObject, type JsonObject, objectOf } from '../json.ts';
import type { StackTemplate } from '../template/stack-template.ts';
import type { Broker } from './broker.ts';

/** Attributes of a queue that the template may set under the same name. */
const QUEUE_ATTRIBUTES: Readonly<Record<string, string>> = {
  VisibilityTimeout: 'VisibilityTimeout',
  MessageRetentionPeriod: 'MessageRetentionPeriod',
  DelaySeconds: 'DelaySeconds',
  MaximumMessageSize: 'MaximumMessageSize',
  ReceiveMessageWaitTimeSeconds: 'ReceiveMessageWaitTimeSeconds',
  RedrivePolicy: 'RedrivePolicy',
  FifoQueue: 'FifoQueue',
  ContentBasedDeduplication: 'ContentBasedDeduplication',
};

/** Creates the queues, topics, subscriptions of queues, and buckets of the template, or adapts those that are there. */
export async function createMessaging(template: StackTemplate, broker: Broker): Promise<void> {
  for (const { id, properties } of template.all('AWS::SQS::Queue')) {
    const QueueName = template.identity(id, 'QueueName');
    const attributes = attributesOf(properties);
    const existing = await broker.sqs('GetQueueUrl', { QueueName }).catch(() => undefined);
    if (existing === undefined) await broker.sqs('CreateQueue', { QueueName, Attributes: attributes });
    else await broker.sqs('SetQueueAttributes', { QueueUrl: existing['QueueUrl'], Attributes: attributes });
  }
  for (const { id } of template.all('AWS::SNS::Topic')) {
    await broker.sns('CreateTopic', { Name: template.identity(id, 'TopicName') });
  }
  for (const { properties } of template.all('AWS::SNS::Subscription')) {
    if (properties['Protocol'] !== 'sqs') continue;
    await broker.sns('Subscribe', {
      TopicArn: String(properties['TopicArn']),
      Protocol: 'sqs',
      Endpoint: String(properties['Endpoint']),
    });
  }
  for (const { id } of template.all('AWS::S3::Bucket')) {
    const headers = { host: 'broker' };
    await broker.forward({ method: 'PUT', path: `/${template.identity(id)}`, headers, body: '' });
  }
}

function attributesOf(properties: JsonObject): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [property, attribute] of Object.entries(QUEUE_ATTRIBUTES)) {
    const value = properties[property];
    if (value === undefined) continue;
    attributes[attribute] = isObject(value) ? JSON.stringify(objectOf(value)) : String(value);
  }
  return attributes;
}

/** The queue's URL as the broker knows it: it finds queues by the last part of the path. */
export const queueUrlOf = (queueArn: string): string =>
  `http://broker/000000000000/${queueArn.split(':').at(-1) ?? ''}`;
