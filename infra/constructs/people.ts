import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StringAttribute,
  UserPool,
  UserPoolClient,
  UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { ENV } from '../../shared/contract.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Config } from '../config.ts';
import type { OtvetFunction } from './otvet-function.ts';

/** Where operators and leads sign in. Their role and name are in the table; here is who they are, and of which workspace. */
export class People extends Construct {
  readonly pool: UserPool;
  readonly domain: UserPoolDomain;
  /** origins that a browser talks to while it signs in */
  readonly signInOrigins: readonly string[];

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    const stackName = Stack.of(this).stackName;
    this.pool = new UserPool(this, 'Pool', {
      userPoolName: stackName,
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      // mutable, so that an administrator can move somebody; the client has no right to write it
      customAttributes: { workspace: new StringAttribute({ mutable: true, maxLen: 64 }) },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      deletionProtection: config.deletionProtection,
      removalPolicy: config.removal,
    });
    const own = config.domains.signIn;
    this.domain = new UserPoolDomain(this, 'Domain', {
      userPool: this.pool,
      ...(own
        ? {
            customDomain: {
              domainName: own.name,
              certificate: Certificate.fromCertificateArn(this, 'Certificate', own.certificateArn),
            },
          }
        : // unique in all of AWS, hence the account
          { cognitoDomain: { domainPrefix: `${stackName}-${Aws.ACCOUNT_ID}` } }),
    });
    this.signInOrigins = [this.domain.baseUrl(), `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}`];
    this.acknowledgeFindings();
  }

  /** The console as a client of the pool: code and PKCE, back to `<siteUrl>/console/`. */
  addConsole(siteUrl: string): UserPoolClient {
    return new UserPoolClient(this, 'Console', {
      userPool: this.pool,
      userPoolClientName: 'console',
      generateSecret: false, // a browser keeps no secret: PKCE
      authFlows: {},
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${siteUrl}/console/`],
        logoutUrls: [`${siteUrl}/console/`],
      },
      readAttributes: new ClientAttributes()
        .withStandardAttributes({ email: true, emailVerified: true })
        .withCustomAttributes('workspace'),
      writeAttributes: new ClientAttributes().withStandardAttributes({ email: true }),
      idTokenValidity: Duration.minutes(60),
      accessTokenValidity: Duration.minutes(60),
      refreshTokenValidity: Duration.days(7),
    });
  }

  /** Tells `fn` whose tokens to believe, and made out to whom. */
  tellIssuer(fn: OtvetFunction, client: UserPoolClient): void {
    fn.addEnvironment(ENV.oidcIssuer, this.pool.userPoolProviderUrl);
    fn.addEnvironment(ENV.oidcClientId, client.userPoolClientId);
  }

  private acknowledgeFindings(): void {
    acknowledge(
      this.pool,
      'AwsSolutions-COG2',
      'A second factor is offered, not forced: a lead woken at night must get in; a company that wants it sets it here.',
    );
    acknowledge(
      this.pool,
      'AwsSolutions-COG8',
      'The Plus plan costs each active person; Essentials has all that sign-in by code and PKCE needs.',
    );
  }
}
