import { Logger as PowertoolsLogger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
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

/** Counts as embedded metrics: a log line each, no call. Namespace and service come from the environment. */
export function powertoolsMeter(): Meter {
  const metrics = new Metrics();
  return {
    count: (metric, value = 1) => metrics.singleMetric().addMetric(metric, MetricUnit.Count, value),
  };
}
