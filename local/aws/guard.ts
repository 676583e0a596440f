import type { AccessRequest } from '../iam/evaluate.ts';
import type { Roles } from '../iam/roles.ts';
import { AwsError } from './call.ts';

/** Checks that a caller may do something. */
export interface Guard {
  /** @throws {AwsError} `AccessDeniedException` when the role of the calling function does not allow it */
  readonly check: (caller: string, request: AccessRequest) => void;
}

/** Name and role of a function of the template. */
export interface Caller {
  readonly name: string;
  readonly roleArn: string;
}

/**
 * The permissions of the template, as they would hold in AWS. Whoever calls with another access key than a function's
 * is the owner of the machine (tests, `npm run setup`) and may do anything.
 */
export function guardOf(roles: Roles, callers: readonly Caller[]): Guard {
  const roleOf = new Map(callers.map(({ name, roleArn }) => [name, roleArn]));
  return {
    check: (caller, request) => {
      const roleArn = roleOf.get(caller);
      if (roleArn === undefined) return;
      const decision = roles.decide(roleArn, request);
      if (decision.allowed) return;
      const keys = Object.entries(request.context ?? {}).map(([key, values]) => ` with ${key} ${values.join(', ')}`);
      const reason = decision.explicit ? 'with an explicit deny' : 'because no policy of its role allows it';
      throw new AwsError(
        400,
        'AccessDeniedException',
        `User: ${caller} is not authorized to perform: ${request.action} on resource: ${request.resource}${keys.join('')} ${reason}`,
      );
    },
  };
}
