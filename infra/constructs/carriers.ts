import { Construct } from 'constructs';
import { ENV } from '../../shared/contract.ts';
import type { Config } from '../config.ts';
import { Mail } from './mail.ts';
import type { OtvetFunction } from './otvet-function.ts';
import { PushSecret } from './push-secret.ts';
import { TextMessages } from './text-messages.ts';

export interface CarriersProps {
  readonly config: Config;
  /** gets what carriers report of delivery */
  readonly receipts: OtvetFunction;
}

/** All by which people's contacts are rung. Push and HTTPS contacts are called by the functions themselves. */
export class Carriers extends Construct {
  readonly texts: TextMessages;
  readonly mail: Mail;
  private readonly push: PushSecret;

  constructor(scope: Construct, id: string, props: CarriersProps) {
    super(scope, id);
    this.texts = new TextMessages(this, 'Texts', props);
    this.mail = new Mail(this, 'Mail', props);
    this.push = new PushSecret(this, 'Push', props.config);
  }

  /** Lets `fn` ring every kind of contact. */
  grantRing(fn: OtvetFunction): void {
    this.texts.grantSend(fn);
    this.mail.grantSend(fn);
    this.push.grantRead(fn);
    // Addresses are people's own input: nothing inside AWS's or a company's network may be reached by them.
    fn.addEnvironment(ENV.contactNetworks, 'public');
  }
}
