import { StartError } from '../errors.ts';
import { flagOf, isObject, type JsonObject, listOf, numberOf, objectOf, optionalText, textOf } from '../json.ts';
import { functionArnIn } from '../lambda/model.ts';
import type { Resource, StackTemplate } from '../template/stack-template.ts';

/** Requests a second, and how many may come at once. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

export interface AuthorizerModel {
  readonly functionArn: string;
  /** `route.request.header.<name>`, … : a handshake without one of them is refused unheard. */
  readonly identitySources: readonly string[];
}

export interface RouteModel {
  readonly key: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
  readonly authorizer: AuthorizerModel | undefined;
  /** Whether the function's answer goes back to the sender (WebSocket APIs). */
  readonly hasResponse: boolean;
}

/** An API of the template with its one stage. */
export interface ApiModel {
  readonly id: string;
  readonly name: string;
  readonly stage: string;
  /** `<id>.execute-api.<region>.amazonaws.com` */
  readonly domainName: string;
  /** `$request.body.type`, … (WebSocket APIs) */
  readonly routeSelection: string;
  readonly routes: ReadonlyMap<string, RouteModel>;
  readonly throttle: Throttle | undefined;
  readonly cors: CorsModel | undefined;
}

export interface CorsModel {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly credentials: boolean;
  readonly maxAge: number | undefined;
}

/** Longest that an integration may take, if it does not say less: AWS's own limit. */
const INTEGRATION_MS = { WEBSOCKET: 29_000, HTTP: 30_000 } as const;

/** Reads the APIs of one protocol. @throws {StartError} naming what an API uses that the runner does not know */
export function readApis(template: StackTemplate, protocol: 'WEBSOCKET' | 'HTTP'): readonly ApiModel[] {
  const parts = (type: string, apiId: string): readonly Resource[] =>
    template.all(`AWS::ApiGatewayV2::${type}`).filter(({ properties }) => properties['ApiId'] === apiId);

  return template
    .all('AWS::ApiGatewayV2::Api')
    .filter(({ properties }) => properties['ProtocolType'] === protocol)
    .map(({ id: logicalId, properties }) => {
      const id = template.identity(logicalId);
      const [stage, ...others] = parts('Stage', id);
      if (stage === undefined || others.length > 0)
        throw new StartError(`The runner expects one stage of the API ${logicalId}.`);
      const integrations = new Map(parts('Integration', id).map((one) => [template.identity(one.id), one] as const));
      const authorizers = new Map(parts('Authorizer', id).map((one) => [template.identity(one.id), one] as const));
      const answering = new Set(parts('RouteResponse', id).map((one) => String(one.properties['RouteId'])));
      const routes = parts('Route', id).map((route): RouteModel => {
        const integration = integrations.get(String(route.properties['Target']).replace('integrations/', ''));
        return {
          key: textOf(route.properties['RouteKey'], `the key of ${route.id}`),
          functionArn: integratedFunction(route, integration),
          timeoutMs: Math.min(
            numberOf(integration?.properties['TimeoutInMillis'], INTEGRATION_MS[protocol]),
            INTEGRATION_MS[protocol],
          ),
          authorizer: authorizerOf(route, authorizers),
          hasResponse: answering.has(template.identity(route.id)),
        };
      });
      return {
        id,
        name: String(properties['Name'] ?? logicalId),
        stage: template.identity(stage.id),
        domainName: `${id}.execute-api.${template.surroundings.region}.amazonaws.com`,
        routeSelection: optionalText(properties['RouteSelectionExpression']) ?? '',
        routes: new Map(routes.map((route) => [route.key, route])),
        throttle: throttleOf(stage.properties['DefaultRouteSettings']),
        cors: corsOf(properties['CorsConfiguration']),
      };
    });
}

function integratedFunction(route: Resource, integration: Resource | undefined): string {
  const type = integration?.properties['IntegrationType'];
  const uri = integration?.properties['IntegrationUri'];
  // HTTP APIs may name the function itself.
  const arn = functionArnIn(uri) ?? (String(uri).startsWith('arn:aws:lambda:') ? String(uri) : undefined);
  if (type !== 'AWS_PROXY' || arn === undefined) {
    throw new StartError(
      `The route ${String(route.properties['RouteKey'])} has the integration ${String(type)}: the runner knows functions only.`,
    );
  }
  return arn;
}

function authorizerOf(route: Resource, authorizers: ReadonlyMap<string, Resource>): AuthorizerModel | undefined {
  const { AuthorizationType: type, AuthorizerId: id, RouteKey: key } = route.properties;
  if (type === undefined || type === 'NONE') return undefined;
  const authorizer = authorizers.get(String(id));
  const functionArn = functionArnIn(authorizer?.properties['AuthorizerUri']);
  if (type !== 'CUSTOM' || functionArn === undefined) {
    throw new StartError(`The route ${String(key)} is authorized by ${String(type)}: the runner knows functions only.`);
  }
  return { functionArn, identitySources: listOf(authorizer?.properties['IdentitySource']).map(String) };
}

/** As in AWS, a stage that has settings but not both figures lets nothing through. */
function throttleOf(settings: unknown): Throttle | undefined {
  if (!isObject(settings)) return undefined;
  return { rate: numberOf(settings['ThrottlingRateLimit'], 0), burst: numberOf(settings['ThrottlingBurstLimit'], 0) };
}

function corsOf(configuration: unknown): CorsModel | undefined {
  if (!isObject(configuration)) return undefined;
  const texts = (name: string): readonly string[] => listOf((configuration as JsonObject)[name]).map(String);
  return {
    origins: texts('AllowOrigins'),
    methods: texts('AllowMethods'),
    headers: texts('AllowHeaders'),
    exposed: texts('ExposeHeaders'),
    credentials: flagOf(objectOf(configuration)['AllowCredentials']),
    maxAge: configuration['MaxAge'] === undefined ? undefined : numberOf(configuration['MaxAge'], 0),
  };
}
