import { existsSync } from 'node:fs';
import { type CfnElement, IgnoreMode, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { Config } from '../config.ts';

export interface UploadProps {
  readonly bucket: IBucket;
  /** the built web pages */
  readonly folder: string;
  readonly config: Config;
}

/** The shop, the stage and the pager are for one machine only. */
const NOT_DEPLOYED = ['/index.html', '/returns', '/stage', '/pager'];

/** Copies the built pages into the bucket, with each deployment. */
export class Upload extends Construct {
  constructor(scope: Construct, id: string, props: UploadProps) {
    super(scope, id);
    if (!existsSync(props.folder)) {
      throw new Error(`There are no web pages in ${props.folder}. Run "npm run build" first.`);
    }
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.config.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Copies the web pages into their bucket while a deployment runs',
    });
    logGroup.grantWrite(role);
    new BucketDeployment(this, 'Pages', {
      destinationBucket: props.bucket,
      sources: [Source.asset(props.folder, { exclude: NOT_DEPLOYED, ignoreMode: IgnoreMode.GIT })],
      // a minute at the edges, so that a deployment shows without an invalidation
      cacheControl: [CacheControl.fromString('public, max-age=60')],
      // a page opened before a deployment may still ask for the files it was built with
      prune: false,
      retainOnDelete: false,
      memoryLimit: 512,
      ephemeralStorageSize: Size.mebibytes(512),
      logGroup,
      role,
    });
    this.acknowledgeFindings(props.bucket, role);
  }

  /** CDK's own function: its rights and its runtime are not ours to choose. */
  private acknowledgeFindings(bucket: IBucket, role: Role): void {
    const stack = Stack.of(this);
    const bucketId = stack.getLogicalId(bucket.node.defaultChild as CfnElement);
    const findings = [
      ...['s3:GetObject*', 's3:GetBucket*', 's3:List*', 's3:DeleteObject*', 's3:Abort*'].map((a) => `Action::${a}`),
      `Resource::<${bucketId}.Arn>/*`,
      'Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*',
    ];
    for (const finding of findings) {
      acknowledge(role, `AwsSolutions-IAM5[${finding}]`, 'Copies whatever files the build made, between two buckets.');
    }
    for (const child of stack.node.children) {
      if (!child.node.id.startsWith('Custom::CDKBucketDeployment')) continue;
      acknowledge(child, 'AwsSolutions-L1', 'The runtime is chosen by CDK; it runs only while a deployment does.');
    }
  }
}
