/** What keeps a deployment from being set up, in one sentence that says what to do. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** What was being done when AWS answered with an error. */
export interface Attempt {
  readonly stack: string;
  readonly region: string | undefined;
}

const NETWORK = new Set(['ENOTFOUND', 'ECONNREFUSED', 'ECONNRESET', 'EAI_AGAIN', 'ETIMEDOUT', 'TimeoutError']);
const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired', 'InvalidClientTokenId']);
const DENIED = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'NotAuthorizedException',
  'UnrecognizedClientException',
]);

/** One sentence about whatever was thrown; null when it is nothing that a person could put right. */
export function explain(error: unknown, { stack, region }: Attempt): string | null {
  if (!(error instanceof Error)) return null;
  if (error instanceof SetupError) return error.message;
  const { name, message } = error;
  const code = String((error as { code?: unknown }).code ?? '');
  const where = region === undefined ? '' : ` in ${region}`;
  if (name === 'CredentialsProviderError' || /could not load credentials/i.test(message)) {
    return 'There are no AWS credentials here: sign in (`aws sso login`), or name a profile with AWS_PROFILE, and run this again.';
  }
  if (/region is missing/i.test(message)) {
    return 'No AWS region is set: run this again with AWS_REGION set to where the stack is.';
  }
  if (EXPIRED.has(name)) return 'The AWS credentials have expired or are not valid: sign in again, and run this again.';
  if (DENIED.has(name)) {
    return `These AWS credentials may not do it (${message}): use those that deployed the stack.`;
  }
  if (name === 'ValidationError' && /does not exist/.test(message)) {
    return `There is no stack ${stack}${where}: deploy it first (npx cdk deploy), or name yours with --stack.`;
  }
  if (name === 'ResourceNotFoundException') {
    return `The table or the user pool of ${stack} is not there${where} (${message}): deploy the stack again, or look at --table and --pool.`;
  }
  if (NETWORK.has(code) || NETWORK.has(name)) {
    return `AWS does not answer (${code || name}): look at the network and AWS_REGION, and run this again.`;
  }
  return null;
}
