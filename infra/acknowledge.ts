import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts a finding of cdk-nag, with the reason. Name one finding (`AwsSolutions-IAM5[Resource::*]`) rather than a whole
 * rule where the rule reports several, so that a new one is still seen.
 */
export function acknowledge(scope: IConstruct, id: string, reason: string): void {
  Validations.of(scope).acknowledge({ id, reason });
}
