import { describe, expect, it } from 'vitest';
import { CONFIG, type Stage } from '../../infra/config.ts';
import { environmentOf, functionOf, type Resource, resourcesOf, synthesize, textOf } from './synthesized.ts';

const { template } = synthesize();

const api = (side: string): string => {
  const [found] =
    resourcesOf(template, 'AWS::ApiGatewayV2::Api').find(([, r]) => r.Properties['Name'] === `otvet-dev-${side}`) ?? [];
  if (!found) throw new Error(`there is no API of ${side}s`);
  return found;
};

const routesOf = (side: string): [string, Resource][] =>
  resourcesOf(template, 'AWS::ApiGatewayV2::Route').filter(([, r]) => r.Properties['ApiId'].Ref === api(side));

const routeOf = (side: string, key: string): [string, Resource] => {
  const found = routesOf(side).find(([, r]) => r.Properties['RouteKey'] === key);
  if (!found) throw new Error(`the ${side} API has no route ${key}`);
  return found;
};

/** Logical id of the function behind a route. */
const behind = (side: string, key: string): string => {
  const [, integrationId] = /<(\w+)>/.exec(textOf(routeOf(side, key)[1].Properties['Target'])) ?? [];
  const [, integration] =
    resourcesOf(template, 'AWS::ApiGatewayV2::Integration').find(([id]) => id === integrationId) ?? [];
  return /<(\w+)\.Arn>/.exec(textOf(integration?.Properties['IntegrationUri']))?.[1] ?? '';
};

describe.each(['customer', 'operator'] as const)('the door of %ss', (side) => {
  it('lets in by the ticket in the offered subprotocols, the one header a browser can set', () => {
    const [, { Properties: route }] = routeOf(side, '$connect');
    expect(route['AuthorizationType']).toBe('CUSTOM');
    const [, authorizer] =
      resourcesOf(template, 'AWS::ApiGatewayV2::Authorizer').find(([id]) => id === route['AuthorizerId'].Ref) ?? [];
    expect(authorizer?.Properties).toMatchObject({
      AuthorizerType: 'REQUEST',
      IdentitySource: ['route.request.header.Sec-WebSocket-Protocol'],
    });
    expect(textOf(authorizer?.Properties['AuthorizerUri'])).toContain(functionOf(template, `${side}-authorizer`)[0]);
  });

  it('hands the routes to its own functions', () => {
    expect(behind(side, '$connect')).toBe(functionOf(template, `${side}-connection`)[0]);
    expect(behind(side, '$disconnect')).toBe(functionOf(template, `${side}-connection`)[0]);
    expect(behind(side, '$default')).toBe(functionOf(template, `${side}-socket`)[0]);
  });

  it('returns the answer of $default to the sender', () => {
    const [routeId, { Properties }] = routeOf(side, '$default');
    expect(Properties['RouteResponseSelectionExpression']).toBe('$default');
    const responses = resourcesOf(template, 'AWS::ApiGatewayV2::RouteResponse').map(([, r]) => r.Properties);
    expect(responses).toContainEqual({
      ApiId: { Ref: api(side) },
      RouteId: { Ref: routeId },
      RouteResponseKey: '$default',
    });
  });

  it('has an address that ends like the one on a single machine', () => {
    const name = side === 'customer' ? 'CUSTOMER_SOCKET_ADDRESS' : 'OPERATOR_SOCKET_ADDRESS';
    expect(textOf(environmentOf(template, 'http')[name])).toMatch(new RegExp(`^wss://<${api(side)}>.*/${side}$`));
  });
});

describe('the HTTP API', () => {
  it('has sessions, tickets and on-call under /v1, links under /p, and nothing else', () => {
    expect(
      routesOf('http')
        .map(([, r]) => r.Properties['RouteKey'])
        .sort(),
    ).toEqual(
      ['GET', 'POST'].flatMap((method) =>
        ['/p/{proxy+}', '/v1/calendar/{proxy+}', '/v1/on-call', '/v1/on-call/{proxy+}', '/v1/{proxy+}'].map(
          (path) => `${method} ${path}`,
        ),
      ),
    );
    for (const path of ['/v1/on-call', '/v1/on-call/{proxy+}', '/v1/calendar/{proxy+}']) {
      expect(behind('http', `GET ${path}`)).toBe(functionOf(template, 'on-call')[0]);
    }
    expect(behind('http', 'POST /v1/{proxy+}')).toBe(functionOf(template, 'http')[0]);
    expect(behind('http', 'POST /p/{proxy+}')).toBe(functionOf(template, 'acknowledge')[0]);
  });

  it('hands over events of payload format 2.0', () => {
    const formats = resourcesOf(template, 'AWS::ApiGatewayV2::Integration')
      .filter(([, r]) => r.Properties['ApiId'].Ref === api('http'))
      .map(([, r]) => r.Properties['PayloadFormatVersion']);
    expect(formats).toEqual(['2.0', '2.0', '2.0']);
  });

  it('answers preflights of any site, but never with credentials', () => {
    const [, found] = resourcesOf(template, 'AWS::ApiGatewayV2::Api').find(([id]) => id === api('http')) ?? [];
    const cors = found?.Properties['CorsConfiguration'];
    expect(cors).toMatchObject({ AllowOrigins: ['*'], AllowMethods: ['GET', 'POST'] });
    expect(cors).not.toHaveProperty('AllowCredentials');
  });
});

describe.each(['dev', 'prod'] as const)('every stage of every API, %s', (stage: Stage) => {
  const all = resourcesOf(synthesize(stage).template, 'AWS::ApiGatewayV2::Stage').map(([, r]) => r.Properties);

  it('limits rate and burst, both: one alone would refuse everything', () => {
    expect(all).toHaveLength(3);
    for (const { DefaultRouteSettings } of all) {
      expect(DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0);
      expect(DefaultRouteSettings.ThrottlingBurstLimit).toBeGreaterThan(0);
    }
  });

  it('stays below what the account has for all APIs and posts together', () => {
    const { customer, operator, http } = CONFIG[stage].throttle;
    expect(customer.rate + operator.rate + http.rate).toBeLessThanOrEqual(5000);
    expect(customer.burst + operator.burst + http.burst).toBeLessThanOrEqual(2500);
  });

  it('writes access logs without tickets, addresses with queries, or texts', () => {
    for (const { AccessLogSettings } of all) {
      const fields = Object.values(JSON.parse(AccessLogSettings.Format) as Record<string, string>);
      expect(fields).toContain('$context.requestId');
      expect(fields.filter((field) => /header|query|body|protocol/i.test(field))).toEqual([]);
    }
  });
});
