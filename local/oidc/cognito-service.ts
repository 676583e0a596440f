import { type AwsCall, AwsError, type AwsService, jsonAnswer } from '../aws/call.ts';
import type { Guard } from '../aws/guard.ts';
import { messageOf } from '../errors.ts';
import { isObject, type JsonObject, listOf, objectOf, optionalText, parseJson } from '../json.ts';
import type { People, Person } from './people.ts';

/** Cognito's API for administrators, as far as setting up a deployment uses it. */
export function cognitoService(
  people: People,
  pool: { readonly id: string; readonly arn: string },
  guard: Guard,
): AwsService {
  return (call) => {
    const body = objectOf(parseJson(call.body.toString('utf8')));
    if (body['UserPoolId'] !== pool.id) {
      throw new AwsError(400, 'ResourceNotFoundException', `User pool ${String(body['UserPoolId'])} does not exist.`);
    }
    guard.check(call.caller, { action: `cognito-idp:${call.action}`, resource: pool.arn });
    return jsonAnswer(act(call, body, people));
  };
}

function act(call: AwsCall, body: JsonObject, people: People): object {
  const person = (): Person => {
    const found = people.find(String(body['Username']));
    if (found === undefined) throw new AwsError(400, 'UserNotFoundException', 'User does not exist.');
    return found;
  };
  const attributes = attributesIn(body['UserAttributes']);
  switch (call.action) {
    case 'AdminCreateUser':
      try {
        return { User: describe(people.add(String(body['Username']), attributes)) };
      } catch (error) {
        throw new AwsError(400, error instanceof Error ? error.name : 'InternalErrorException', messageOf(error));
      }
    case 'AdminGetUser': {
      const { Attributes, ...rest } = describe(person());
      return { ...rest, UserAttributes: Attributes };
    }
    case 'AdminUpdateUserAttributes':
      people.update(person(), attributes);
      return {};
    case 'AdminDisableUser':
    case 'AdminEnableUser':
      people.enable(person(), call.action === 'AdminEnableUser');
      return {};
    case 'AdminDeleteUser':
      people.remove(person());
      return {};
    case 'AdminSetUserPassword':
      // Nobody has a password here: the sign-in page asks who one is.
      person();
      return {};
    case 'ListUsers':
      return {
        Users: people
          .all()
          .filter(filterOf(optionalText(body['Filter'])))
          .map(describe),
      };
    default:
      throw new AwsError(400, 'InvalidParameterException', `The runner does not know cognito-idp:${call.action}.`);
  }
}

const attributesIn = (list: unknown): Record<string, string> =>
  Object.fromEntries(
    listOf(list)
      .filter(isObject)
      .map(({ Name, Value }) => [String(Name), String(Value)] as const),
  );

const describe = (person: Person) => ({
  Username: person.username,
  Attributes: Object.entries({ ...person.attributes, sub: person.sub }).map(([Name, Value]) => ({ Name, Value })),
  Enabled: person.isEnabled,
  UserStatus: 'CONFIRMED',
  UserCreateDate: Date.parse(person.createdAt) / 1000,
  UserLastModifiedDate: Date.parse(person.createdAt) / 1000,
});

/** `email = "anna@example.com"` or `email ^= "anna"`. */
function filterOf(filter: string | undefined): (person: Person) => boolean {
  const [, name = '', operator, value = ''] = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"(.*)"\s*$/.exec(filter ?? '') ?? [];
  if (operator === undefined) return () => true;
  return ({ username, sub, attributes }) => {
    const text = { username, sub, ...attributes }[name];
    return operator === '=' ? text === value : text?.startsWith(value) === true;
  };
}
