import { SetSMSAttributesCommand, type SNSClient } from '@aws-sdk/client-sns';

/**
 * Has SNS log what becomes of each SMS, by the stack's own role: an account-wide setting that no template can make. "Sent"
 * is all that is known without it. Every report is kept (100 %): pages are few, and each matters.
 * @returns what a person has to know when it could not be set: a set-up is done without it
 */
export async function reportSmsDelivery(sns: SNSClient, roleArn: string): Promise<string | null> {
  const attributes = { DeliveryStatusIAMRole: roleArn, DeliveryStatusSuccessSamplingRate: '100' };
  try {
    await sns.send(new SetSMSAttributesCommand({ attributes }));
    return null;
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return `SMS will ring, but nobody will know whether they arrived: SNS was not told to report it (${why}). Everything else is done. Run this again with the right to sns:SetSMSAttributes, in a Region that has SMS.`;
  }
}
