import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { wordsOf } from '../../paging/adapters/carriers/refusal.ts';
import type { Report } from '../../paging/receipt.ts';

/**
 * Two ways by which carriers report: SNS writes a line into a log group for each SMS, which CloudWatch hands over packed;
 * SES puts an event for each e-mail on the event bus. Of both only what is read here is asked for.
 */

const Packed = v.object({
  awslogs: v.object({ data: v.pipe(v.string(), v.base64()) }),
});
const Batch = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ messageType: v.string(), logEvents: v.array(v.object({ message: v.string() })) }),
);
/** `2026-11-22 03:14:15.926`, in UTC */
const SnsTime = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?$/),
  v.transform((text) => Date.parse(`${text.replace(' ', 'T')}Z`)),
);
const Line = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    notification: v.object({ messageId: v.string(), timestamp: SnsTime }),
    delivery: v.object({ providerResponse: v.optional(v.string(), '') }),
    status: v.picklist(['SUCCESS', 'FAILURE']),
  }),
);

const Time = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((text) => Date.parse(text)),
);
const mail = v.object({ messageId: v.string(), timestamp: Time });
const recipients = v.optional(v.array(v.object({ diagnosticCode: v.optional(v.string(), '') })), []);
const Mailed = v.object({
  source: v.literal('aws.ses'),
  detail: v.variant('eventType', [
    v.object({
      eventType: v.literal('Delivery'),
      mail,
      delivery: v.object({ smtpResponse: v.optional(v.string(), '') }),
    }),
    v.object({
      eventType: v.literal('Bounce'),
      mail,
      bounce: v.object({ bounceType: v.string(), bounceSubType: v.string(), bouncedRecipients: recipients }),
    }),
    v.object({ eventType: v.literal('Complaint'), mail }),
    v.object({ eventType: v.literal('Reject'), mail, reject: v.object({ reason: v.optional(v.string(), '') }) }),
    v.object({
      eventType: v.literal('DeliveryDelay'),
      mail,
      deliveryDelay: v.object({ delayType: v.string(), delayedRecipients: recipients }),
    }),
  ]),
});
type MailEvent = v.InferOutput<typeof Mailed>['detail'];

/**
 * The reports in an event. A line that is none of SNS's is told to `onStrange` and left out, so that it does not hold up
 * those beside it.
 * @throws when the event is of neither kind
 */
export function reportsIn(event: unknown, onStrange: (reason: string) => void): readonly Report[] {
  if (v.is(Packed, event)) return linesOf(event.awslogs.data, onStrange);
  const { detail } = v.parse(Mailed, event);
  return [mailReport(detail)];
}

function linesOf(data: string, onStrange: (reason: string) => void): readonly Report[] {
  const { messageType, logEvents } = v.parse(Batch, gunzipSync(Buffer.from(data, 'base64')).toString('utf8'));
  // CloudWatch also asks now and then whether anybody is there.
  if (messageType !== 'DATA_MESSAGE') return [];
  return logEvents.flatMap(({ message }): Report[] => {
    const line = v.safeParse(Line, message);
    if (!line.success) {
      onStrange(v.getDotPath(line.issues[0]) ?? 'line');
      return [];
    }
    const { notification, delivery, status } = line.output;
    return [
      {
        receipt: notification.messageId,
        at: notification.timestamp,
        result: status === 'SUCCESS' ? 'delivered' : 'undelivered',
        detail: wordsOf(delivery.providerResponse),
      },
    ];
  });
}

function mailReport(event: MailEvent): Report {
  const { messageId, timestamp } = event.mail;
  const report = (result: Report['result'], ...words: readonly string[]): Report => ({
    receipt: messageId,
    at: timestamp,
    result,
    detail: wordsOf(words.filter((word) => word !== '').join(', ')),
  });
  switch (event.eventType) {
    case 'Delivery':
      return report('delivered', event.delivery.smtpResponse);
    case 'Bounce': {
      const { bounceType, bounceSubType, bouncedRecipients } = event.bounce;
      return report('undelivered', `${bounceType} bounce`, bounceSubType, bouncedRecipients[0]?.diagnosticCode ?? '');
    }
    case 'Complaint':
      // It arrived, and the next one will not.
      return report('undelivered', 'The recipient’s provider took it for spam.');
    case 'Reject':
      return report('undelivered', 'Rejected', event.reject.reason);
    case 'DeliveryDelay': {
      // Not for good; but nobody has been woken by it so far, and a delivery is reported when there is one.
      const { delayType, delayedRecipients } = event.deliveryDelay;
      return report('undelivered', 'Delayed', delayType, delayedRecipients[0]?.diagnosticCode ?? '');
    }
  }
}
