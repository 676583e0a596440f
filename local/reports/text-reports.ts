import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { StartError } from '../errors.ts';
import { textOf } from '../json.ts';
import { plainArn } from '../lambda/model.ts';
import type { StackTemplate } from '../template/stack-template.ts';

/** A log group whose lines go to a function. */
interface Subscription {
  readonly name: string;
  readonly group: string;
  readonly functionArn: string;
}

/** An SMS as its network reports on it. */
export interface SentText {
  readonly id: string;
  /** E.164 */
  readonly to: string;
  readonly sentAt: number;
}

/** An event for a function. */
export interface Told {
  readonly functionArn: string;
  readonly event: unknown;
}

/**
 * What SNS writes of an SMS, as the subscriptions of its two log groups hand it on: `sns/<region>/<account>/Direct…` for what
 * arrived, `…/Failure` for what did not.
 * @throws {StartError} naming a subscription that picks lines, or whose destination is no function
 */
export function textReports(template: StackTemplate): (text: SentText, isDelivered: boolean) => readonly Told[] {
  const { region, account } = template.surroundings;
  const subscriptions = template.all('AWS::Logs::SubscriptionFilter').map(({ id, properties }): Subscription => {
    const functionArn = textOf(properties['DestinationArn'], `the destination of ${id}`);
    if (!functionArn.startsWith('arn:aws:lambda:')) {
      throw new StartError(
        `The subscription ${id} leads to ${functionArn}; the runner hands log lines to functions only.`,
      );
    }
    if (properties['FilterPattern'] !== '') {
      throw new StartError(`The subscription ${id} picks lines by a pattern; the runner hands on all lines only.`);
    }
    const group = textOf(properties['LogGroupName'], `the log group of ${id}`);
    return { name: id, group, functionArn: plainArn(functionArn) };
  });

  return ({ id, to, sentAt }, isDelivered) => {
    const logGroup = `sns/${region}/${account}/DirectPublishToPhoneNumber${isDelivered ? '' : '/Failure'}`;
    const now = Date.now();
    const line = {
      notification: { messageId: id, timestamp: new Date(sentAt).toISOString().replace('T', ' ').replace('Z', '') },
      delivery: {
        numberOfMessageParts: 1,
        destination: to,
        priceInUSD: 0,
        smsType: 'Transactional',
        providerResponse: isDelivered
          ? 'Message has been accepted by phone carrier'
          : 'Phone is currently unreachable/unavailable',
        dwellTimeMs: now - sentAt,
      },
      status: isDelivered ? 'SUCCESS' : 'FAILURE',
    };
    return subscriptions
      .filter(({ group }) => group === logGroup)
      .map(({ name, functionArn }) => {
        const batch = {
          messageType: 'DATA_MESSAGE',
          owner: account,
          logGroup,
          logStream: randomUUID(),
          subscriptionFilters: [name],
          logEvents: [{ id: String(now), timestamp: now, message: JSON.stringify(line) }],
        };
        return { functionArn, event: { awslogs: { data: gzipSync(JSON.stringify(batch)).toString('base64') } } };
      });
  };
}
