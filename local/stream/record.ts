/** A record of the table's stream, as Lambda hands it on. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly eventSourceARN: string;
  readonly dynamodb: {
    readonly Keys: Readonly<Record<string, Readonly<Record<string, string>>>>;
    /** the item as it is after the change, when the stream's view has it */
    readonly NewImage?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly SequenceNumber: string;
    readonly ApproximateCreationDateTime: number;
  };
}

export const sequenceOf = (record: StreamRecord): string => record.dynamodb.SequenceNumber;

/** The value of the partition key: records of one item collection keep their order. */
export const partitionOf = (record: StreamRecord, partitionKey: string): string =>
  JSON.stringify(record.dynamodb.Keys[partitionKey] ?? null);
