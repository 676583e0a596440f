import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import type { Logger, Meter } from '../ports.ts';

/** A logger that knows which request it writes for. */
export interface RequestLogger extends Logger {
  /** Every line from now on carries these ids. */
  begin(context: Context, ids: Readonly<Record<string, string>>): void;
}

/** Structured logs: events with stable names and ids, never the text of a message. */
export function powertoolsLogger(): RequestLogger {
  const logger = new PowertoolsLogger();
  return {
    begin(context, ids) {
      logger.addContext(context);
      logger.resetKeys();
      logger.appendKeys(ids);
    },
    info: (message, data = {}) => logger.info(message, data),
    warn: (message, data = {}) => logger.warn(message, data),
    error: (message, error, data = {}) =>
      logger.error(message, { ...data, error: error instanceof Error ? error : new Error(String(error)) }),
  };
}

/**
 * Counts as embedded metrics: a log line each, no call. Written as it is: what goes through the console is wrapped by
 * Lambda, and no metric any more.
 */
export function embeddedMeter(write = (line: string): unknown => process.stdout.write(line)): Meter {
  const { POWERTOOLS_METRICS_NAMESPACE: Namespace = '', POWERTOOLS_SERVICE_NAME: service = '' } = process.env;
  return {
    count: (metric, value = 1) => {
      const CloudWatchMetrics = [{ Namespace, Dimensions: [['service']], Metrics: [{ Name: metric, Unit: 'Count' }] }];
      write(`${JSON.stringify({ _aws: { Timestamp: Date.now(), CloudWatchMetrics }, service, [metric]: value })}\n`);
    },
  };
}
