import { randomUUID } from 'node:crypto';
import { AwsError, type AwsService, xmlText } from '../aws/call.ts';
import type { Guard } from '../aws/guard.ts';
import { objectOf, parseJson } from '../json.ts';
import type { SentText } from '../reports/text-reports.ts';
import type { Surroundings } from '../template/identities.ts';
import type { Broker } from './broker.ts';
import type { Pager } from './pager.ts';

/** SQS: permissions here, queues in the broker. */
export function sqsService(broker: Broker, guard: Guard, { region, account }: Surroundings): AwsService {
  return (call) => {
    const body = objectOf(parseJson(call.body.toString('utf8')));
    const name =
      String(body['QueueUrl'] ?? body['QueueName'] ?? '')
        .split('/')
        .at(-1) ?? '';
    // Batches need no permission of their own: IAM knows the single action.
    const action = call.action.replace(/Batch$/, '');
    guard.check(call.caller, { action: `sqs:${action}`, resource: `arn:aws:sqs:${region}:${account}:${name}` });
    return broker.forward(call);
  };
}

/** SNS: text messages go to the pager, topics to the broker; the pager hears of both. */
export function snsService(broker: Broker, guard: Guard, pager: Pager, onSent: (text: SentText) => void): AwsService {
  return async (call) => {
    const parameters = new URLSearchParams(call.body.toString('utf8'));
    const phone = parameters.get('PhoneNumber');
    const topic = parameters.get('TopicArn') ?? parameters.get('TargetArn');
    guard.check(call.caller, { action: `sns:${call.action}`, resource: phone ?? topic ?? '*' });
    if (call.action !== 'Publish') return broker.forward(call);

    const message = {
      text: parameters.get('Message') ?? '',
      subject: parameters.get('Subject') ?? undefined,
      attributes: attributesIn(parameters),
    };
    if (phone === null) {
      const answer = await broker.forward(call);
      if (answer.status < 300 && topic !== null)
        pager.record({ id: randomUUID(), channel: 'topic', to: topic, ...message });
      return answer;
    }
    if (!/^\+[1-9]\d{1,14}$/.test(phone)) {
      throw new AwsError(
        400,
        'InvalidParameter',
        `Invalid parameter: PhoneNumber Reason: ${phone} is not valid to publish to`,
      );
    }
    if (message.text === '') throw new AwsError(400, 'InvalidParameter', 'Invalid parameter: Empty message');
    const id = randomUUID();
    pager.record({ id, channel: 'sms', to: phone, ...message });
    onSent({ id, to: phone, sentAt: Date.now() });
    return {
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>${xmlText(id)}</MessageId></PublishResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></PublishResponse>`,
    };
  };
}

/** `MessageAttributes.entry.1.Name`, `….Value.StringValue`: from the query protocol. */
function attributesIn(parameters: URLSearchParams): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (let index = 1; ; index++) {
    const name = parameters.get(`MessageAttributes.entry.${index}.Name`);
    if (name === null) return attributes;
    attributes[name] = parameters.get(`MessageAttributes.entry.${index}.Value.StringValue`) ?? '';
  }
}

/** S3: objects in the broker. */
export function s3Service(broker: Broker, guard: Guard): AwsService {
  const actions: Readonly<Record<string, string>> = {
    GET: 'GetObject',
    HEAD: 'GetObject',
    PUT: 'PutObject',
    DELETE: 'DeleteObject',
  };
  return (call) => {
    const path = decodeURIComponent(call.path.replace(/\?.*$/, '').slice(1));
    const isBucket = !path.replace(/\/$/, '').includes('/');
    const action = isBucket ? 'ListBucket' : (actions[call.method] ?? 'PutObject');
    guard.check(call.caller, { action: `s3:${action}`, resource: `arn:aws:s3:::${path}` });
    return broker.forward(call);
  };
}
