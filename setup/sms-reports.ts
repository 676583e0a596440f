import { SetSMSAttributesCommand, type SNSClient } from '@aws-sdk/client-sns';

/**
 * Has SNS log what becomes of each SMS, by the stack's own role: an account-wide setting that no template can make. "Sent"
 * is all that is known without it. Every report is kept (100 %): pages are few, and each matters.
 */
export async function reportSmsDelivery(sns: SNSClient, roleArn: string): Promise<void> {
  const attributes = { DeliveryStatusIAMRole: roleArn, DeliveryStatusSuccessSamplingRate: '100' };
  await sns.send(new SetSMSAttributesCommand({ attributes }));
}
