import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';

/**
 * CDK's behaviour as recommended for new projects. In code rather than in cdk.json, which only the CDK command line reads.
 * The version of CDK is pinned and the golden template shows what another one would change.
 */
export const FLAGS: Readonly<Record<string, unknown>> = {
  ...CURRENTLY_RECOMMENDED_FLAGS,
  // tells AWS more about how CDK is used; nothing is sent from here
  '@aws-cdk/core:enableAdditionalMetadataCollection': false,
  '@aws-cdk/core:validateAgainstDefaultRules': true,
};
