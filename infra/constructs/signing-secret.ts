import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { ENV } from '../../shared/contract.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Config } from '../config.ts';
import type { OtvetFunction } from './otvet-function.ts';

/** The key that signs sessions and tickets: JSON `{kid, secret}`, made at the first deployment. */
export class SigningSecret extends Construct {
  readonly secret: Secret;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    this.secret = new Secret(this, 'Secret', {
      secretName: `${Stack.of(this).stackName}/signing`,
      description: 'Signs sessions and tickets: JSON {kid, secret}',
      // 64 letters and digits are 380 bits: more than HS256 can use
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ kid: '1' }),
        generateStringKey: 'secret',
        passwordLength: 64,
        excludePunctuation: true,
      },
      removalPolicy: config.removal,
    });
    acknowledge(
      this.secret,
      'AwsSolutions-SMG4',
      'A new key ends every session at once, so it is changed by a person, by the runbook, when there is a reason.',
    );
  }

  /** Lets `fn` read the key, and tells it which. */
  grantRead(fn: OtvetFunction): void {
    fn.addEnvironment(ENV.signingSecretArn, this.secret.secretArn);
    fn.addToRolePolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [this.secret.secretArn] }),
    );
  }
}
