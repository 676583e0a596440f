import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Announcer } from '../ports.ts';

/** Steps of pages, once each, to the topic. */
export function snsAnnouncer(client: SNSClient, topicArn: string): Announcer {
  return {
    async announce(message) {
      await client.send(new PublishCommand({ TopicArn: topicArn, Message: JSON.stringify(message) }));
    },
  };
}
