import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Pager } from '../ports.ts';

/** Straight to the number: who is called is our data, not a list of subscriptions. */
export function snsPager(client: SNSClient, topicArn: string): Pager {
  return {
    async sms(phone, text) {
      await client.send(
        new PublishCommand({
          PhoneNumber: phone,
          Message: text,
          // "Promotional" is cheaper, and is what carriers drop first
          MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
        }),
      );
    },

    async announce(message) {
      await client.send(new PublishCommand({ TopicArn: topicArn, Message: JSON.stringify(message) }));
    },
  };
}
