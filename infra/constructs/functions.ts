import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { FUNCTIONS, type FunctionName } from '../../shared/contract.ts';
import type { Config } from '../config.ts';
import { OtvetFunction } from './otvet-function.ts';

interface Settings {
  readonly description: string;
  readonly timeout: Duration;
  readonly callsItself?: boolean;
}

/**
 * What each is for, and how long it may take. Below the gateway's 29 s for whatever a client waits for; a sweep ends before
 * the next begins.
 */
export const SETTINGS: Readonly<Record<FunctionName, Settings>> = {
  'customer-authorizer': {
    description: 'Lets a customer’s socket in by its ticket',
    timeout: Duration.seconds(10),
  },
  'operator-authorizer': {
    description: 'Lets an operator’s socket in by its ticket',
    timeout: Duration.seconds(10),
  },
  'customer-connection': {
    description: 'Notes customers’ sockets that open and close',
    timeout: Duration.seconds(10),
  },
  'operator-connection': {
    description: 'Notes operators’ sockets that open and close',
    timeout: Duration.seconds(10),
  },
  'customer-socket': {
    description: 'Carries out what customers ask on their sockets',
    timeout: Duration.seconds(20),
  },
  'operator-socket': {
    description: 'Carries out what operators ask on their sockets',
    timeout: Duration.seconds(20),
  },
  http: {
    description: 'Gives sessions, tickets and reference data',
    timeout: Duration.seconds(20),
  },
  'on-call': {
    description: 'Keeps schedules, policies and contacts, and tells calendars who is on call',
    timeout: Duration.seconds(25), // two attempts at a carrier, and what is written down before and after
  },
  acknowledge: {
    description: 'Opens the links in pages, and takes the chat for who presses the button',
    timeout: Duration.seconds(20),
  },
  receipts: {
    description: 'Notes what carriers report of rings: delivered, or not',
    timeout: Duration.seconds(30),
  },
  projector: {
    description: 'Projects new commits into inbox cards, customers and statistics',
    timeout: Duration.seconds(60),
  },
  look: {
    description: 'Looks at a conversation that is due, and does what its clock asks',
    timeout: Duration.seconds(15),
    callsItself: true, // a look that comes too early asks the queue for another
  },
  'page-step': {
    description: 'Takes the next step of a page’s ladder and sends it out',
    timeout: Duration.seconds(30),
  },
  sweep: {
    description: 'Makes every look and page step that is late, whatever else has failed',
    timeout: Duration.seconds(55),
  },
};

/** Every function of the contract, without any permission yet. */
export class Functions extends Construct {
  private readonly all: ReadonlyMap<FunctionName, OtvetFunction>;

  constructor(scope: Construct, id: string, props: { readonly config: Config; readonly bundles: string }) {
    super(scope, id);
    this.all = new Map(
      FUNCTIONS.map((name) => [name, new OtvetFunction(this, pascal(name), { name, ...SETTINGS[name], ...props })]),
    );
  }

  get(name: FunctionName): OtvetFunction {
    const fn = this.all.get(name);
    if (!fn) throw new Error(`The contract names no function "${name}".`);
    return fn;
  }
}

function pascal(name: string): string {
  return name.replace(/(^|-)(\w)/g, (_match, _dash, letter: string) => letter.toUpperCase());
}
