import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * Clients of AWS, bare, so that a bundle holds only the commands it sends. Time-outs are far below the gateway's 29 s and
 * a client's resend after 3 s: a call that hangs is tried once more on another connection.
 */
const patience = (seconds: number) => ({
  connectionTimeout: 1_000,
  requestTimeout: seconds * 1_000,
  throwOnRequestTimeout: true,
});

export const documentClient = (): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 3, requestHandler: patience(3) }), {
    marshallOptions: { removeUndefinedValues: true },
  });

/** One retry: what still fails is left to `sync`, and a slow socket must not hold up the sender's answer. */
export const socketsClient = (endpoint: string): ApiGatewayManagementApiClient =>
  new ApiGatewayManagementApiClient({ endpoint, maxAttempts: 2, requestHandler: patience(3) });

export const queueClient = (): SQSClient => new SQSClient({ maxAttempts: 3, requestHandler: patience(3) });
export const machinesClient = (): SFNClient => new SFNClient({ maxAttempts: 3, requestHandler: patience(5) });
/** A page's carrier may be slow; a send that was in fact made is sent again only after a crash. */
export const topicClient = (): SNSClient => new SNSClient({ maxAttempts: 2, requestHandler: patience(10) });
export const mailClient = (): SESv2Client => new SESv2Client({ maxAttempts: 2, requestHandler: patience(10) });
export const secretsClient = (): SecretsManagerClient =>
  new SecretsManagerClient({ maxAttempts: 3, requestHandler: patience(5) });
