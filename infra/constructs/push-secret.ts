import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ENV } from '../../shared/contract.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Config } from '../config.ts';
import type { OtvetFunction } from './otvet-function.ts';

/**
 * What the key of Web Push (VAPID) is derived from: a random text, made at the first deployment. Browsers subscribe with the
 * public half, so it stays the same for as long as anybody is to be rung by it.
 */
export class PushSecret extends Construct {
  private readonly secret: Secret;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    this.secret = new Secret(this, 'Secret', {
      secretName: `${Stack.of(this).stackName}/push`,
      description: 'The key of Web Push is derived from this text',
      // 64 letters and digits are 380 bits: more than a P-256 key has
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: config.removal,
    });
    acknowledge(
      this.secret,
      'AwsSolutions-SMG4',
      'With another key every browser would have to subscribe again, and until then would not ring: it is never rotated.',
    );
  }

  /** Lets `fn` read it, and tells it which. */
  grantRead(fn: OtvetFunction): void {
    fn.addEnvironment(ENV.pushSecretArn, this.secret.secretArn);
    fn.addToRolePolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [this.secret.secretArn] }),
    );
  }
}
