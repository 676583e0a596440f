import { join } from 'node:path';
import { Aws, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  ResponseHeadersPolicy,
  type ResponseHeadersPolicyProps,
  S3OriginAccessControl,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { ENV } from '../../shared/contract.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Config } from '../config.ts';
import type { OtvetFunction } from './otvet-function.ts';
import { answerHeaders, pageHeaders, scriptHeaders } from './site-headers.ts';
import { Upload } from './upload.ts';

export interface SiteProps {
  readonly config: Config;
  /** folder that holds `web/` */
  readonly bundles: string;
  /** `https://…` of the HTTP API */
  readonly apiUrl: string;
  /** origins that the console's pages may connect to, beside the site's own */
  readonly connect: readonly string[];
}

/** S3 knows no index pages: `/console/` is `/console/index.html`, and the bare domain is the console. */
const INDEX_PAGES = `function handler(event) {
  var request = event.request;
  if (request.uri === '/' || request.uri === '/console') {
    return { statusCode: 302, statusDescription: 'Found', headers: { location: { value: '/console/' } } };
  }
  if (request.uri.endsWith('/')) request.uri += 'index.html';
  return request;
}`;

/** Widget and console from S3, and the HTTP API, under one domain. */
export class Site extends Construct {
  readonly bucket: IBucket;
  readonly distribution: Distribution;
  /** without a slash at the end */
  readonly url: string;

  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    const { domains, edgeLogs } = props.config;
    const logs = this.logBucket();
    this.bucket = privateBucket(this, 'Bucket', {
      serverAccessLogsBucket: logs,
      serverAccessLogsPrefix: 's3/',
      removalPolicy: RemovalPolicy.DESTROY, // all of it is built from source
    });
    // LIST, so that a missing page is a 404, not a 403
    const pages = S3BucketOrigin.withOriginAccessControl(this.bucket, {
      originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
      originAccessControl: new S3OriginAccessControl(this, 'OriginAccess', {
        originAccessControlName: this.globalName('pages'),
      }),
    });
    const api = new HttpOrigin(Fn.select(2, Fn.split('/', props.apiUrl)));
    const answers = this.throughApi(api);
    this.distribution = new Distribution(this, 'Distribution', {
      comment: `${Stack.of(this).stackName}: widget, console and API`,
      // never asked for, since the function below redirects; without it a bare domain would list the bucket
      defaultRootObject: 'console/index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(edgeLogs && { enableLogging: true, logBucket: logs, logFilePrefix: 'cloudfront/' }),
      ...(domains.site && {
        domainNames: [domains.site.name],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', domains.site.certificateArn),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
      defaultBehavior: {
        ...this.fromBucket(pages, 'PageHeaders', pageHeaders(props.connect)),
        functionAssociations: [{ function: this.indexPages(), eventType: FunctionEventType.VIEWER_REQUEST }],
      },
      additionalBehaviors: {
        '/widget/*': this.fromBucket(pages, 'WidgetHeaders', scriptHeaders('The widget', 'public, max-age=300')),
        '/assets/*': this.fromBucket(
          pages,
          'AssetHeaders',
          scriptHeaders('Files named by their content', 'public, max-age=31536000, immutable'),
        ),
        '/v1/*': answers,
        '/p/*': answers,
      },
    });
    this.url = `https://${domains.site?.name ?? this.distribution.distributionDomainName}`;
    new Upload(this, 'Upload', { bucket: this.bucket, folder: join(props.bundles, 'web'), config: props.config });
    this.acknowledgeFindings(props.config);
  }

  /** Tells `fn` the address people reach the site by; links in pages begin with it. */
  tellAddress(fn: OtvetFunction): void {
    fn.addEnvironment(ENV.publicUrl, this.url);
  }

  private logBucket(): IBucket {
    return privateBucket(this, 'Logs', {
      objectOwnership: ObjectOwnership.OBJECT_WRITER, // CloudFront writes its logs by ACL
      lifecycleRules: [{ expiration: Duration.days(90) }],
      // CloudFormation deletes no bucket with something in it; one that a failed first deployment made has nothing yet
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
  }

  /** CloudFront's names are the whole account's: without the Region a second one could not be deployed to. */
  private globalName(name: string): string {
    return `${Stack.of(this).stackName}-${Aws.REGION}-${name}`;
  }

  private headersPolicy(id: string, headers: ResponseHeadersPolicyProps): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, id, { responseHeadersPolicyName: this.globalName(id), ...headers });
  }

  private indexPages(): EdgeFunction {
    return new EdgeFunction(this, 'IndexPages', {
      functionName: this.globalName('index-pages'),
      comment: 'Serves index.html of a folder',
      code: FunctionCode.fromInline(INDEX_PAGES),
      runtime: FunctionRuntime.JS_2_0,
    });
  }

  private fromBucket(
    origin: BehaviorOptions['origin'],
    id: string,
    headers: ResponseHeadersPolicyProps,
  ): BehaviorOptions {
    return {
      origin,
      compress: true,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: this.headersPolicy(id, headers),
    };
  }

  private throughApi(origin: HttpOrigin): BehaviorOptions {
    return {
      origin,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: this.headersPolicy('AnswerHeaders', answerHeaders()),
    };
  }

  private acknowledgeFindings({ domains, edgeLogs }: Config): void {
    acknowledge(
      this.distribution,
      'Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk',
      'The bare domain is redirected, and has a root object besides: nothing lists the bucket.',
    );
    acknowledge(this.distribution, 'AwsSolutions-CFR1', 'Customers may be anywhere.');
    acknowledge(
      this.distribution,
      'AwsSolutions-CFR2',
      'Static files and a throttled API; a web ACL is a fixed cost that a company adds when it needs one.',
    );
    if (!edgeLogs)
      acknowledge(
        this.distribution,
        'AwsSolutions-CFR3',
        'CloudFront delivers no logs to buckets of this Region; the API behind it has access logs of its own.',
      );
    if (!domains.site)
      acknowledge(
        this.distribution,
        'AwsSolutions-CFR4',
        'A *.cloudfront.net name has CloudFront’s own certificate and protocol list; TLS 1.2 comes with a domain of one’s own.',
      );
  }
}

/** The one cast: CDK declares the class's optional members looser than those of its interface. */
function privateBucket(scope: Construct, id: string, props: BucketProps): IBucket {
  return new Bucket(scope, id, {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    ...props,
  }) as IBucket;
}
