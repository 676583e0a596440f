import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  type AttributeType,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { SetupError } from './errors.ts';
import type { NewUser, Users } from './ports.ts';

const WORKSPACE = 'custom:workspace';

/** People of a Cognito user pool. Whom it makes, it writes an e-mail with a first password. */
export function cognitoUsers(client: CognitoIdentityProviderClient, poolId: string): Users {
  const create = async ({ email, name, workspace }: NewUser): Promise<string | null> => {
    try {
      const { User } = await client.send(
        new AdminCreateUserCommand({
          UserPoolId: poolId,
          Username: email,
          UserAttributes: [
            { Name: 'email', Value: email },
            { Name: 'email_verified', Value: 'true' },
            { Name: 'name', Value: name },
            { Name: WORKSPACE, Value: workspace },
          ],
          DesiredDeliveryMediums: ['EMAIL'],
        }),
      );
      return subjectOf(email, User?.Attributes);
    } catch (error) {
      if (error instanceof Error && error.name === 'UsernameExistsException') return null;
      throw error;
    }
  };

  return {
    async ensure(user) {
      const { email, workspace } = user;
      const created = await create(user);
      if (created !== null) return { id: created, isNew: true };

      const { UserAttributes } = await client.send(new AdminGetUserCommand({ UserPoolId: poolId, Username: email }));
      const known = attribute(UserAttributes, WORKSPACE);
      if (known !== undefined && known !== workspace) {
        throw new SetupError(
          `${email} already belongs to the workspace ${known}: take another e-mail for ${workspace}.`,
        );
      }
      if (known === undefined) {
        // Made by hand in the user pool: without a workspace they could not sign in anywhere.
        await client.send(
          new AdminUpdateUserAttributesCommand({
            UserPoolId: poolId,
            Username: email,
            UserAttributes: [{ Name: WORKSPACE, Value: workspace }],
          }),
        );
      }
      return { id: subjectOf(email, UserAttributes), isNew: false };
    },
  };
}

const attribute = (attributes: readonly AttributeType[] | undefined, name: string): string | undefined =>
  attributes?.find(({ Name }) => Name === name)?.Value;

function subjectOf(email: string, attributes: readonly AttributeType[] | undefined): string {
  const subject = attribute(attributes, 'sub');
  if (subject === undefined) throw new Error(`The user pool names no subject for ${email}.`);
  return subject;
}
