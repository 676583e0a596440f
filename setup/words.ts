import { peopleIn } from '../shared/domain/on-call/schedule/types.ts';
import type { Arguments } from './arguments.ts';
import type { SetUpPerson, SetupResult } from './workspace.ts';

/** What stands on a company's pages. */
export const snippetOf = (siteUrl: string, workspace: string): string =>
  `<script async src="${siteUrl}/widget/otvet.js" data-workspace="${workspace}"></script>`;

/** What a set-up has to say, as lines: what was made, what to put where, what comes next. */
export function reportOf(
  { workspace, isNew, people, missingOrigins }: SetupResult,
  { siteUrl, showsSecret }: { readonly siteUrl: string } & Pick<Arguments, 'showsSecret'>,
): string[] {
  const isUnchanged = !isNew && people.every(({ isNewUser, isNewOperator }) => !isNewUser && !isNewOperator);
  const lines = [
    isUnchanged
      ? `Nothing to do: the workspace ${workspace.id} (${workspace.name}) and its lead are there, and were left as they are.`
      : isNew
        ? `Made the workspace ${workspace.id} (${workspace.name}).`
        : `The workspace ${workspace.id} (${workspace.name}) was there, and was left as it is.`,
    ...people.map((person) => `  ${aboutPerson(person, peopleIn(workspace.schedule).includes(person.id))}`),
    `  The widget may stand on ${workspace.origins.join(', ')}.`,
  ];
  if (missingOrigins.length > 0) {
    lines.push(
      `  Not on ${missingOrigins.join(', ')}: a set-up changes nothing that exists, so add it to the workspace's item (W#${workspace.id}) by hand.`,
    );
  }
  lines.push(
    '',
    'Put this on your pages, before </body>:',
    `  ${snippetOf(siteUrl, workspace.id)}`,
    '',
    `Console: ${siteUrl}/console/`,
  );
  if (workspace.identitySecret !== undefined && (isNew || showsSecret)) {
    lines.push(
      '',
      'For customers who are signed in with you, your server signs a JWT (HS256: sub, name, iat, exp) with this secret; add',
      'data-identity-url="/where/it/answers" to the snippet. Keep the secret on the server:',
      `  ${workspace.identitySecret}`,
    );
  }
  if (isUnchanged) return lines;
  const [lead] = people;
  lines.push(
    '',
    'Next:',
    lead?.isNewUser === true
      ? `  1. ${lead.email} has an e-mail with a first password: sign in to the console with it.`
      : '  1. Sign in to the console.',
    '  2. Open "My alerts" there: allow this browser to ring you, and confirm the phone by the code it gets. Until then nobody can be rung.',
    '  3. `npm run preflight` names what else would stop a page: SMS and e-mail sandboxes, limits, gaps in the schedule.',
    '  4. Write from your page while nobody is in the console: the phone rings.',
  );
  return lines;
}

function aboutPerson({ name, email, phone, isNewUser, isNewOperator }: SetUpPerson, isOnCall: boolean): string {
  const state = isNewUser ? 'made' : isNewOperator ? 'was known, and is let in' : 'was there';
  return `${name} <${email}>, lead: ${state}${isOnCall && phone !== undefined ? `; on call at ${phone}` : '; not on call'}.`;
}
