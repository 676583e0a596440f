import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = Record<string, unknown>;

/** A cloud assembly written by hand, with bundles whose source stands in the test. */
export interface FixtureAssembly {
  readonly assembly: string;
  /** Where the machine may keep its data. */
  readonly data: string;
  readonly remove: () => void;
}

const TOP = join(import.meta.dirname, '../..');

/** Inside the repository, so that bundles find its packages. */
export function workFolder(): { readonly path: string; readonly remove: () => void } {
  mkdirSync(join(TOP, 'tmp'), { recursive: true });
  const path = mkdtempSync(join(TOP, 'tmp', 'local-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/**
 * Writes an assembly.
 * @param functions source of each function's bundle; the function's logical id is its name in pascal case
 * @param resources the rest of the template
 * @param outputs value of each output
 */
export function fixtureAssembly(
  functions: Readonly<Record<string, string>>,
  resources: Json,
  outputs: Json = {},
): FixtureAssembly {
  const folder = workFolder();
  const assembly = join(folder.path, 'cdk.out');
  mkdirSync(assembly);
  const files: Json = {};
  for (const [name, source] of Object.entries(functions)) {
    mkdirSync(join(assembly, `asset.${name}`));
    writeFileSync(join(assembly, `asset.${name}`, 'index.mjs'), source);
    files[name] = {
      source: { path: `asset.${name}`, packaging: 'zip' },
      destinations: { current: { bucketName: 'assets', objectKey: `${name}.zip` } },
    };
  }
  const write = (file: string, value: unknown): void => writeFileSync(join(assembly, file), JSON.stringify(value));
  write('manifest.json', {
    artifacts: { Fixture: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Fixture.template.json' } } },
  });
  write('Fixture.assets.json', { files });
  write('Fixture.template.json', {
    Resources: { ...resources },
    Outputs: Object.fromEntries(Object.entries(outputs).map(([name, Value]) => [name, { Value }])),
  });
  return { assembly, data: join(folder.path, 'data'), remove: folder.remove };
}

/** Logical id of a function. */
export const idOf = (name: string): string =>
  name.replace(/(^|-)(\w)/g, (_match, _dash, letter: string) => letter.toUpperCase());

/** A function and its role. */
export function fixtureFunction(name: string, statements: readonly Json[], settings: Json = {}): Json {
  const id = idOf(name);
  return {
    [`${id}Role`]: { Type: 'AWS::IAM::Role', Properties: {} },
    [`${id}Policy`]: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: `${id}Policy`,
        PolicyDocument: { Version: '2012-10-17', Statement: statements },
        Roles: [{ Ref: `${id}Role` }],
      },
    },
    [id]: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        FunctionName: { 'Fn::Sub': `\${AWS::StackName}-${name}` },
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
        Role: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
        Timeout: 5,
        MemorySize: 256,
        ...settings,
      },
    },
  };
}

/** The permission to do something with items of some key classes. */
export const keyedStatement = (actions: readonly string[], leadingKeys: readonly string[]): Json => ({
  Effect: 'Allow',
  Action: actions.map((action) => `dynamodb:${action}`),
  Resource: [{ 'Fn::GetAtt': ['Table', 'Arn'] }],
  Condition: {
    'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leadingKeys },
    Null: { 'dynamodb:LeadingKeys': 'false' },
  },
});

/** The table every fixture has: keys pk and sk, an index `inbox`, a stream. */
export const fixtureTable: Json = {
  Table: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      TableName: { 'Fn::Sub': `\${AWS::StackName}-log` },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: ['pk', 'sk', 'inboxPk', 'inboxSk'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'inbox',
          KeySchema: [
            { AttributeName: 'inboxPk', KeyType: 'HASH' },
            { AttributeName: 'inboxSk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    },
  },
};

const invocationUri = (name: string): Json => ({
  'Fn::Join': [
    '',
    [
      'arn:aws:apigateway:',
      { Ref: 'AWS::Region' },
      ':lambda:path/2015-03-31/functions/',
      { 'Fn::GetAtt': [idOf(name), 'Arn'] },
      '/invocations',
    ],
  ],
});

const integrationOf = (id: string, api: string, name: string, settings: Json = {}): Json => ({
  [id]: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: { ApiId: { Ref: api }, IntegrationType: 'AWS_PROXY', IntegrationUri: invocationUri(name), ...settings },
  },
});

const routeOf = (id: string, api: string, key: string, integration: string, settings: Json = {}): Json => ({
  [id]: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: api },
      RouteKey: key,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: integration }]] },
      ...settings,
    },
  },
});

/** A WebSocket API of one stage, wired as CDK does it. */
export function fixtureDoor(
  stage: string,
  functions: { readonly authorizer: string; readonly connection: string; readonly socket: string },
  settings: { readonly throttle?: Json; readonly frameTimeout?: number } = {},
): Json {
  const api = `${idOf(stage)}Api`;
  const { throttle = { ThrottlingRateLimit: 1000, ThrottlingBurstLimit: 1000 }, frameTimeout } = settings;
  return {
    [api]: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: { Name: stage, ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.type' },
    },
    [`${api}Stage`]: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: api }, StageName: stage, AutoDeploy: true, DefaultRouteSettings: throttle },
    },
    [`${api}Authorizer`]: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: api },
        AuthorizerType: 'REQUEST',
        AuthorizerUri: invocationUri(functions.authorizer),
        IdentitySource: ['route.request.header.Sec-WebSocket-Protocol'],
      },
    },
    ...integrationOf(`${api}Connect`, api, functions.connection),
    ...integrationOf(
      `${api}Frame`,
      api,
      functions.socket,
      frameTimeout === undefined ? {} : { TimeoutInMillis: frameTimeout },
    ),
    ...routeOf(`${api}ConnectRoute`, api, '$connect', `${api}Connect`, {
      AuthorizationType: 'CUSTOM',
      AuthorizerId: { Ref: `${api}Authorizer` },
    }),
    ...routeOf(`${api}DisconnectRoute`, api, '$disconnect', `${api}Connect`, { AuthorizationType: 'NONE' }),
    ...routeOf(`${api}FrameRoute`, api, '$default', `${api}Frame`),
    [`${api}FrameResponse`]: {
      Type: 'AWS::ApiGatewayV2::RouteResponse',
      Properties: { ApiId: { Ref: api }, RouteId: { Ref: `${api}FrameRoute` }, RouteResponseKey: '$default' },
    },
  };
}

/** An HTTP API whose routes all lead to one function. */
export const fixtureHttp = (name: string, keys: readonly string[]): Json => ({
  HttpApi: {
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: {
      Name: 'http',
      ProtocolType: 'HTTP',
      CorsConfiguration: {
        AllowOrigins: ['*'],
        AllowMethods: ['GET', 'POST'],
        AllowHeaders: ['authorization', 'content-type'],
        MaxAge: 7200,
      },
    },
  },
  HttpApiStage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'HttpApi' }, StageName: '$default', AutoDeploy: true },
  },
  ...integrationOf('HttpApiIntegration', 'HttpApi', name, { PayloadFormatVersion: '2.0' }),
  ...Object.assign(
    {},
    ...keys.map((key, index) => routeOf(`HttpApiRoute${index}`, 'HttpApi', key, 'HttpApiIntegration')),
  ),
});
