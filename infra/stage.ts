/** Apart from what is configured for it: scripts that only name a stage are checked without the CDK's types. */
export type Stage = 'dev' | 'prod';
