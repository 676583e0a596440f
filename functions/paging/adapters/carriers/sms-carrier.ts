import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Carrier } from '../../ports.ts';
import { refusalOf } from './refusal.ts';

/** SMS by SNS, straight to the number: who is called is our data, not a list of subscriptions. */
export function smsCarrier(client: SNSClient): Carrier {
  return {
    async send({ address }, { text, link }) {
      const command = new PublishCommand({
        PhoneNumber: address,
        Message: link === undefined ? text : `${text} ${link}`,
        // "Promotional" is cheaper, and is what networks drop first
        MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
      });
      const { MessageId = null } = await client.send(command).catch((error: unknown) => {
        throw refusalOf(error);
      });
      return { receipt: MessageId };
    },
  };
}
