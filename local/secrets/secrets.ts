import { createHash, randomInt } from 'node:crypto';
import { AwsError, type AwsService, jsonAnswer } from '../aws/call.ts';
import type { Guard } from '../aws/guard.ts';
import { openJsonFile } from '../data/json-file.ts';
import { flagOf, isObject, type JsonObject, numberOf, objectOf, optionalText, parseJson } from '../json.ts';
import type { StackTemplate } from '../template/stack-template.ts';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** Secrets Manager: the secrets of the template, made up at the first start and kept. */
export function secretsService(template: StackTemplate, file: string, guard: Guard): AwsService {
  const store = openJsonFile<Record<string, string>>(file, {});
  const arns = new Map<string, string>();
  for (const { id, properties } of template.all('AWS::SecretsManager::Secret')) {
    const arn = template.identity(id);
    arns.set(arn, arn);
    arns.set(optionalText(properties['Name']) ?? arn, arn);
    store.value[arn] ??= initialValue(properties);
  }
  store.save();

  return (call) => {
    const body = objectOf(parseJson(call.body.toString('utf8')));
    const id = String(body['SecretId']);
    const arn = arns.get(id);
    guard.check(call.caller, { action: `secretsmanager:${call.action}`, resource: arn ?? id });
    if (call.action !== 'GetSecretValue') {
      throw new AwsError(400, 'InvalidRequestException', `The runner does not know secretsmanager:${call.action}.`);
    }
    const value = arn === undefined ? undefined : store.value[arn];
    if (arn === undefined || value === undefined) {
      throw new AwsError(400, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
    }
    return jsonAnswer({
      ARN: arn,
      Name: arn.split(':secret:')[1]?.replace(/-\w{6}$/, ''),
      SecretString: value,
      VersionId: createHash('sha256').update(value).digest('hex').slice(0, 32),
      VersionStages: ['AWSCURRENT'],
    });
  };
}

function initialValue(properties: JsonObject): string {
  const given = optionalText(properties['SecretString']);
  if (given !== undefined) return given;
  const settings = objectOf(properties['GenerateSecretString']);
  const generated = generate(settings);
  const key = optionalText(settings['GenerateStringKey']);
  const template = parseJson(optionalText(settings['SecretStringTemplate']) ?? '');
  return key === undefined || !isObject(template) ? generated : JSON.stringify({ ...template, [key]: generated });
}

function generate(settings: JsonObject): string {
  const excluded = optionalText(settings['ExcludeCharacters']) ?? '';
  const classes = [
    flagOf(settings['ExcludeLowercase']) ? '' : LOWER,
    flagOf(settings['ExcludeUppercase']) ? '' : UPPER,
    flagOf(settings['ExcludeNumbers']) ? '' : DIGITS,
    flagOf(settings['ExcludePunctuation']) ? '' : PUNCTUATION,
    flagOf(settings['IncludeSpace']) ? ' ' : '',
  ];
  const letters = [...classes.join('')].filter((letter) => !excluded.includes(letter));
  const length = numberOf(settings['PasswordLength'], 32);
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('');
}
