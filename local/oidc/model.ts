import { listOf, numberOf, objectOf } from '../json.ts';
import type { StackTemplate } from '../template/stack-template.ts';
import type { ClientModel } from './tokens.ts';

/** The user pool of the template. */
export interface UserPoolModel {
  readonly id: string;
  readonly arn: string;
  /** Whether people sign in with their e-mail. */
  readonly byEmail: boolean;
  readonly clients: readonly ClientModel[];
}

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** Reads the user pool, if there is one. @param localize turns addresses of the deployed stack into this machine's */
export function readUserPool(template: StackTemplate, localize: (text: string) => string): UserPoolModel | undefined {
  const [pool] = template.all('AWS::Cognito::UserPool');
  if (pool === undefined) return undefined;
  return {
    id: template.identity(pool.id),
    arn: template.identity(pool.id, 'Arn'),
    byEmail: listOf(pool.properties['UsernameAttributes']).includes('email'),
    clients: template.all('AWS::Cognito::UserPoolClient').map(({ id, properties }) => {
      const units = objectOf(properties['TokenValidityUnits']);
      const validity = (name: string, unit: string, otherwise: number): number => {
        const seconds = SECONDS[String(units[name] ?? unit)] ?? 3600;
        return numberOf(properties[`${name}Validity`], otherwise / seconds) * seconds;
      };
      return {
        id: template.identity(id),
        callbackUrls: listOf(properties['CallbackURLs']).map(String).map(localize),
        logoutUrls: listOf(properties['LogoutURLs']).map(String).map(localize),
        idTokenSeconds: validity('IdToken', 'hours', 3600),
        accessTokenSeconds: validity('AccessToken', 'hours', 3600),
        refreshTokenSeconds: validity('RefreshToken', 'days', 30 * 86_400),
      };
    }),
  };
}
