import { Duration, Stack } from 'aws-cdk-lib';
import { CorsHttpMethod, HttpApi, HttpMethod, HttpStage, PayloadFormatVersion } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { Config } from '../config.ts';
import { accessLogs } from './access-logs.ts';
import type { OtvetFunction } from './otvet-function.ts';

export interface HttpDoorProps {
  /** `/v1/*`: sessions, tickets, reference data */
  readonly http: OtvetFunction;
  /** `/v1/on-call/*`: schedules, policies and contacts; `/v1/calendar/*`: feeds of shifts */
  readonly onCall: OtvetFunction;
  /** `/p/*`: the links in pages */
  readonly acknowledge: OtvetFunction;
  readonly config: Config;
}

/** The HTTP API. Browsers reach it through the site's domain. */
export class HttpDoor extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;

  constructor(scope: Construct, id: string, props: HttpDoorProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      apiName: `${Stack.of(this).stackName}-http`,
      description: 'Sessions, tickets, reference data, on-call, acknowledgement pages',
      createDefaultStage: false,
      // The widget lives on its company's pages, so any origin may ask; whether it gets a session is decided by the
      // function, against the origins of the workspace, which are data. No cookies, so no credentials.
      corsPreflight: {
        allowOrigins: ['*'],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
        allowHeaders: ['authorization', 'content-type'],
        maxAge: Duration.hours(2),
      },
    });
    // GET and POST only, not ANY: so the gateway itself answers preflights and refuses the rest.
    const methods = [HttpMethod.GET, HttpMethod.POST];
    this.api.addRoutes({ path: '/v1/{proxy+}', methods, integration: lambda('Http', props.http) });
    const onCall = lambda('OnCall', props.onCall);
    for (const path of ['/v1/on-call', '/v1/on-call/{proxy+}', '/v1/calendar/{proxy+}']) {
      this.api.addRoutes({ path, methods, integration: onCall });
    }
    this.api.addRoutes({ path: '/p/{proxy+}', methods, integration: lambda('Acknowledge', props.acknowledge) });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: props.config.throttle.http.rate, burstLimit: props.config.throttle.http.burst },
      detailedMetricsEnabled: true,
      accessLogSettings: accessLogs(this, 'http', 'http', props.config),
    });
    this.stage.node.addDependency(this.api); // with all of its routes, as the doors' stages are
    acknowledge(
      this.api,
      'AwsSolutions-APIG4',
      'Sessions are for anonymous visitors; tickets and links are checked by the functions, which know the workspace.',
    );
  }
}

function lambda(id: string, fn: OtvetFunction): HttpLambdaIntegration {
  return new HttpLambdaIntegration(id, fn.live, { payloadFormatVersion: PayloadFormatVersion.VERSION_2_0 });
}
