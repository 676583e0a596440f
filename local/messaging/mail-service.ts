import { randomUUID } from 'node:crypto';
import { AwsError, type AwsService, jsonAnswer } from '../aws/call.ts';
import type { Guard } from '../aws/guard.ts';
import { isObject, listOf, objectOf, optionalText, parseJson } from '../json.ts';
import type { SentMail } from '../reports/mail-reports.ts';
import type { StackTemplate } from '../template/stack-template.ts';
import type { Pager } from './pager.ts';

const SEND = 'POST /v2/email/outbound-emails';

/** SES: e-mails go to the pager, from senders and by configuration sets of the template only. */
export function sesService(
  template: StackTemplate,
  guard: Guard,
  pager: Pager,
  onSent: (mail: SentMail) => void,
): AwsService {
  const { region, account } = template.surroundings;
  const senders = template.all('AWS::SES::EmailIdentity').map(({ id }) => template.identity(id));
  const sets = template.all('AWS::SES::ConfigurationSet').map(({ id }) => template.identity(id));
  const arn = (resource: string): string => `arn:aws:ses:${region}:${account}:${resource}`;

  return (call) => {
    if (call.action !== SEND) throw new AwsError(501, 'NotImplemented', `The runner does not know SES ${call.action}.`);
    const body = objectOf(parseJson(call.body.toString('utf8')));
    const from = optionalText(body['FromEmailAddress']) ?? '';
    const to = listOf(objectOf(body['Destination'])['ToAddresses']).map(String);
    const set = optionalText(body['ConfigurationSetName']);
    const context = { 'ses:fromaddress': [from] };
    for (const resource of [`identity/${from}`, ...(set === undefined ? [] : [`configuration-set/${set}`])]) {
      guard.check(call.caller, { action: 'ses:SendEmail', resource: arn(resource), context });
    }
    if (!senders.includes(from)) {
      throw new AwsError(
        400,
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${from}`,
      );
    }
    if (set !== undefined && !sets.includes(set)) {
      throw new AwsError(404, 'NotFoundException', `Configuration set <${set}> does not exist.`);
    }
    if (to.length === 0 || !to.every((address) => /^[^@\s]+@[^@\s]+$/.test(address))) {
      throw new AwsError(400, 'BadRequestException', "Missing final '@domain'");
    }
    const simple = objectOf(objectOf(body['Content'])['Simple']);
    const subject = dataOf(simple['Subject']);
    const text = dataOf(objectOf(simple['Body'])['Text']);
    const tags = Object.fromEntries(
      listOf(body['EmailTags'])
        .filter(isObject)
        .map(({ Name, Value }) => [String(Name), String(Value)] as const),
    );
    const id = `${randomUUID()}-000000`;
    for (const address of to) pager.record({ id, channel: 'email', to: address, text, subject, attributes: tags });
    onSent({ id, from, to, subject, configurationSet: set, tags, sentAt: Date.now() });
    return jsonAnswer({ MessageId: id });
  };
}

const dataOf = (part: unknown): string => optionalText(objectOf(part)['Data']) ?? '';
