/**
 * Resource types that do nothing on one machine, each with the reason. A type that is neither here nor in
 * identities.ts stops the start: a new part of the stack must be run or be listed, never be forgotten.
 */
const INERT: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::Account': 'the role by which API Gateway writes its logs; the runner writes its own',
  'AWS::ApiGatewayV2::Deployment': 'a snapshot of the routes; the runner reads the routes themselves',
  'AWS::ApplicationAutoScaling::ScalableTarget': 'capacity; one machine has what it has',
  'AWS::ApplicationAutoScaling::ScalingPolicy': 'capacity; one machine has what it has',
  'AWS::Budgets::Budget': 'there is no bill',
  'AWS::CDK::Metadata': 'tells AWS which constructs were used',
  'AWS::CertificateManager::Certificate': 'no TLS on one machine',
  'AWS::CloudFront::CachePolicy': 'the runner serves files from the disk',
  'AWS::CloudFront::Function': 'rewrites of paths are done by the static site of the runner',
  'AWS::CloudFront::OriginAccessControl': 'the runner reads the files themselves',
  'AWS::CloudFront::OriginRequestPolicy': 'the runner hands all headers on',
  'AWS::CloudWatch::Alarm': 'metrics are written to the logs of the functions; nobody is alarmed',
  'AWS::CloudWatch::AnomalyDetector': 'as alarms',
  'AWS::CloudWatch::CompositeAlarm': 'as alarms',
  'AWS::CloudWatch::Dashboard': 'a page of the AWS console',
  'AWS::Cognito::ManagedLoginBranding': 'the issuer of the runner has its own sign-in page',
  'AWS::IAM::ServiceLinkedRole': 'no services to link',
  'AWS::KMS::Alias': 'nothing is encrypted at rest on one machine',
  'AWS::Lambda::EventInvokeConfig': 'asynchronous invocations are made once, and their failures are logged',
  'AWS::Lambda::LayerVersion': 'layers of the deployment itself',
  'AWS::Lambda::Permission': 'the runner invokes what the integrations name',
  'AWS::Logs::MetricFilter': 'as alarms',
  'AWS::Logs::QueryDefinition': 'a saved search of the AWS console',
  'AWS::Logs::ResourcePolicy': 'logs are files under the data directory',
  'AWS::Route53::RecordSet': 'no names on one machine',
  'AWS::S3::BucketPolicy': 'files are served from the disk',
  'AWS::Scheduler::ScheduleGroup': 'only a name',
  'AWS::SNS::Subscription': 'only queues subscribe on one machine; others are outside of it',
  'AWS::SNS::TopicPolicy': 'the policies of the roles are checked, those of the resources are not',
  'AWS::SQS::QueuePolicy': 'the policies of the roles are checked, those of the resources are not',
  'AWS::SecretsManager::ResourcePolicy': 'the policies of the roles are checked, those of the resources are not',
  'AWS::WAFv2::WebACL': 'the firewall stands before CloudFront',
  'AWS::WAFv2::WebACLAssociation': 'the firewall stands before CloudFront',
  'AWS::XRay::Group': 'no traces on one machine',
};

/** Custom resources act on the AWS account during a deployment: there is none here. */
export const isInert = (type: string): boolean =>
  type in INERT || type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
