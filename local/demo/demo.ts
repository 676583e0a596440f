import { randomBytes } from 'node:crypto';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock, Operator, Workspace } from '../../functions/kernel/ports.ts';
import { tableDirectory } from '../../setup/directory.ts';
import { localeOf, systemZone } from '../../setup/locale.ts';
import type { SetupPorts } from '../../setup/ports.ts';
import { cognitoUsers } from '../../setup/users.ts';
import { type NewPerson, type SetUpPerson, setUpWorkspace } from '../../setup/workspace.ts';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import type { LocalRoute } from '../server/route.ts';
import type { StreamRecord } from '../stream/record.ts';
import { COMMIT_PREFIX } from './book.ts';
import { neighbourHistory, shopHistory } from './history.ts';
import { markDemo, markWhole } from './marker.ts';
import { allowOrigins } from './origins.ts';
import { ACCENTS, type Locale, NAMES, NEIGHBOUR, neighbourPeople, SHOP, shopPeople } from './people.ts';
import { demoSchedule } from './schedule.ts';
import { shopRoute } from './shop-route.ts';
import { stageRoute } from './stage-route.ts';
import { REVIEW_WITHIN_S } from './tales.ts';
import { unitsOf, writeUnits } from './write.ts';

/** Where the demo is set up: a machine that runs, as its owner reaches it. */
export interface DemoOptions {
  readonly endpoint: string;
  readonly tableName: string;
  readonly userPoolId: string;
  /** Addresses that this machine's pages have. */
  readonly origins: readonly string[];
  readonly clock?: Clock;
  /** Language of the names and texts; the system's by default. */
  readonly locale?: Locale;
  /** The companies' time zone; the system's by default. */
  readonly zone?: string;
}

/** The demo, set up: its companies and people are there, its past may still be to be written. */
export interface Demo {
  /** The shop's own server, and what the stage asks. */
  readonly routes: readonly LocalRoute[];
  /** How long ago it was made; its dates grow old with it. */
  readonly age: Millis;
  /** Writes its past; once, however often it is called or broken off. */
  readonly seed: () => Promise<void>;
}

/** Sets up the two companies of the demo and who works there, as `npm run setup` does, and leaves what is there alone. */
export async function openDemo(options: DemoOptions): Promise<Demo> {
  const { endpoint, tableName, userPoolId, clock = { now: () => Date.now() } } = options;
  const config = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' } };
  const dynamo = new DynamoDBClient(config);
  const cognito = new CognitoIdentityProviderClient(config);
  const table = { client: DynamoDBDocumentClient.from(dynamo), name: tableName };
  const ports: SetupPorts = {
    users: cognitoUsers(cognito, userPoolId),
    clock,
    directory: tableDirectory(table),
    secret: () => randomBytes(32).toString('base64url'),
  };
  const zone = options.zone ?? systemZone();
  // A demo stays in the language in which it was begun.
  const locale = (await ports.directory.workspace(SHOP))?.locale ?? options.locale ?? localeOf(process.env);
  const origins = [...new Set(options.origins)];
  const schedule = demoSchedule;
  const company = async (id: string, name: string, accent: string, people: readonly NewPerson[]) => {
    const policy = { ...DEFAULT_POLICY, zone, reviewWithin: REVIEW_WITHIN_S };
    const workspace = { id, name, accent, locale, policy, origins };
    const result = await setUpWorkspace(ports, { workspace, people, schedule });
    await allowOrigins(table, result.workspace, origins);
    return result;
  };
  const names = NAMES[locale];
  const shop = await company(SHOP, names.shop, ACCENTS.shop, shopPeople(locale));
  const neighbour = await company(NEIGHBOUR, names.neighbour, ACCENTS.neighbour, neighbourPeople(locale));
  const marker = await markDemo(table, clock.now());

  const seed = async (): Promise<void> => {
    if (marker.isWhole) return;
    const operator = (who: string): Operator => operatorOf(shop.people, `${who}@`, shop.workspace);
    const people = {
      anna: operator('anna'),
      pyotr: operator('pyotr'),
      oleg: operator('oleg'),
      maria: operator('maria'),
    };
    const vera = operatorOf(neighbour.people, 'vera@', neighbour.workspace);
    // Told from the moment that is marked, so that a start that goes on comes to the same commits.
    const histories = [
      await shopHistory(shop.workspace, people, marker.at),
      await neighbourHistory(neighbour.workspace, vera, marker.at),
    ];
    for (const history of histories) await writeUnits(table, unitsOf(history, tableName, marker.at));
    await markWhole(table);
  };
  let seeded: Promise<void> | undefined;
  const anna = operatorOf(shop.people, 'anna@', shop.workspace).id;
  return {
    routes: [shopRoute(shop.workspace, clock), stageRoute({ dynamo: config, tableName, clock, anna })],
    age: clock.now() - marker.at,
    seed: () => {
      seeded ??= seed().finally(() => {
        dynamo.destroy();
        cognito.destroy();
      });
      return seeded;
    },
  };
}

function operatorOf(people: readonly SetUpPerson[], email: string, { locale }: Workspace): Operator {
  const person = people.find((one) => one.email.startsWith(email));
  if (person === undefined) throw new Error(`Nobody of the demo has an e-mail ${email}….`);
  const { id, name, role } = person;
  return { id, name, role, locale, active: true };
}

/** Whether a record of the table's stream is a commit of the demo, whose projections were written with it. */
export const isDemoRecord = ({ dynamodb }: StreamRecord): boolean =>
  String(dynamodb.NewImage?.['commitId']?.['S'] ?? '').startsWith(COMMIT_PREFIX);
