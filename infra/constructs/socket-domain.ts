import { ApiMapping, DomainName, type WebSocketApi, type WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';
import type { Domain } from '../config.ts';

/** A name of the company's own for both doors: `wss://<name>/customer`, `wss://<name>/operator`. */
export class SocketDomain extends Construct {
  /** `wss://<name>` */
  readonly origin: string;
  /** where the name has to point, by a CNAME */
  readonly target: string;
  private readonly domain: DomainName;

  constructor(scope: Construct, id: string, { name, certificateArn }: Domain) {
    super(scope, id);
    this.domain = new DomainName(this, 'Name', {
      domainName: name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
    });
    this.origin = `wss://${name}`;
    this.target = this.domain.regionalDomainName;
  }

  /** Leads the stage's own name, as a path, to the stage. */
  lead(scope: Construct, api: WebSocketApi, stage: WebSocketStage): void {
    new ApiMapping(scope, 'Mapping', { api, stage, domainName: this.domain, apiMappingKey: stage.stageName });
  }
}
