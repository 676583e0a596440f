import { Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  ProjectionType,
  StreamViewType,
  Table,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { ENV, INDEX, type KeyClass, TABLE } from '../../shared/contract.ts';
import type { Access, Verb } from '../access.ts';
import type { Config } from '../config.ts';
import type { OtvetFunction } from './otvet-function.ts';

/** One verb is one call. Scan, PartiQL and the batch calls are nobody's; a transaction asks for the calls inside it. */
const ACTIONS: Readonly<Record<Verb, string>> = {
  get: 'dynamodb:GetItem',
  query: 'dynamodb:Query',
  put: 'dynamodb:PutItem',
  update: 'dynamodb:UpdateItem',
  delete: 'dynamodb:DeleteItem',
};

/** The one table: the log of everything, and what is projected from it. */
export class OtvetTable extends Construct {
  readonly table: ITable;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    if (config.restoredTable) {
      const { name: tableName, streamArn: tableStreamArn } = config.restoredTable;
      this.table = Table.fromTableAttributes(this, 'Restored', { tableName, tableStreamArn });
      return;
    }
    const table = new Table(this, 'Table', {
      tableName: `${Stack.of(this).stackName}-log`,
      partitionKey: { name: TABLE.pk, type: AttributeType.STRING },
      sortKey: { name: TABLE.sk, type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: TABLE.ttl,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: config.deletionProtection,
      removalPolicy: config.removal,
    });
    table.addGlobalSecondaryIndex({
      indexName: INDEX.inbox.name,
      partitionKey: { name: INDEX.inbox.pk, type: AttributeType.STRING },
      sortKey: { name: INDEX.inbox.sk, type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
    table.addGlobalSecondaryIndex({
      indexName: INDEX.due.name,
      partitionKey: { name: INDEX.due.pk, type: AttributeType.STRING },
      sortKey: { name: INDEX.due.sk, type: AttributeType.NUMBER },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    // CDK declares the class's optional members looser than those of its interface
    this.table = table as ITable;
  }

  /** Lets `fn` reach exactly these classes and indexes with exactly these verbs, and tells it the table's name. */
  grant(fn: OtvetFunction, access: Pick<Access, 'items' | 'indexes'>): void {
    fn.addEnvironment(ENV.tableName, this.table.tableName);
    for (const [verbs, classes] of classesByVerbs(access.items)) {
      fn.addToRolePolicy(
        keyed(
          this.table.tableArn,
          verbs,
          classes.map((c) => `${c}#*`),
        ),
      );
    }
    for (const index of access.indexes) {
      const { name, prefix } = INDEX[index];
      fn.addToRolePolicy(keyed(`${this.table.tableArn}/index/${name}`, ['query'], [`${prefix}#*`]));
    }
  }
}

/**
 * `ForAllValues` holds for a call that names no key at all, so the `Null` guard is what refuses those. It holds for
 * indexes as well: there the leading key is the index's own partition key.
 */
function keyed(resource: string, verbs: readonly Verb[], leadingKeys: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    actions: verbs.map((verb) => ACTIONS[verb]),
    resources: [resource],
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leadingKeys },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  });
}

/** Classes that share their verbs share a statement. */
function classesByVerbs(items: Access['items']): [Verb[], KeyClass[]][] {
  const groups = new Map<string, [Verb[], KeyClass[]]>();
  for (const [keyClass, verbs] of Object.entries(items) as [KeyClass, readonly Verb[]][]) {
    const sorted = [...verbs].sort();
    const group = groups.get(sorted.join());
    if (group) group[1].push(keyClass);
    else groups.set(sorted.join(), [sorted, [keyClass]]);
  }
  return [...groups.values()];
}
