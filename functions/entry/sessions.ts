import type { Clock, Directory, Logger, Random, Workspace } from '../kernel/ports.ts';
import type { Digest, Session, Sightings, Tokens } from './ports.ts';

/** A customer comes back within this time as the same person; an anonymous one only from the same browser. */
export const SESSION_MS = 30 * 24 * 3600 * 1000;

export interface SessionDeps {
  readonly directory: Directory;
  readonly tokens: Tokens;
  readonly digest: Digest;
  readonly clock: Clock;
  readonly random: Random;
  readonly sightings: Pick<Sightings, 'note'>;
  readonly log: Pick<Logger, 'warn'>;
}

export interface SessionRequest {
  readonly workspace: string;
  /** the company's word about its customer: a JWT signed with the workspace's secret */
  readonly identity?: string;
  readonly locale?: 'ru' | 'en';
  /** a session to renew */
  readonly session?: string;
  /** the page that asks; absent when no browser does */
  readonly origin?: string;
}

export type SessionAnswer =
  | {
      readonly ok: true;
      readonly session: string;
      readonly customer: string;
      readonly expiresAt: number;
      /** fields of the identity that were left out, for whoever builds the company's page */
      readonly ignored?: readonly string[];
    }
  | {
      readonly ok: false;
      readonly code: 'unknown_workspace' | 'origin_not_allowed' | 'bad_identity' | 'session_over';
    };

/**
 * Begins or renews a customer's session. A wrong identity is refused, never taken for "anonymous": the shop would not
 * notice that its customers have lost their history.
 */
export async function openSession(deps: SessionDeps, request: SessionRequest): Promise<SessionAnswer> {
  const workspace = await deps.directory.workspace(request.workspace);
  if (!workspace) return { ok: false, code: 'unknown_workspace' };
  if (!isWelcome(workspace, request.origin)) return { ok: false, code: 'origin_not_allowed' };
  if (request.origin !== undefined) await noteSite(deps, workspace.id);
  if (request.identity !== undefined) return identified(deps, workspace, request, request.identity);
  if (request.session !== undefined) return renewed(deps, workspace, request, request.session);
  return answer(deps, {
    ...customerOf(workspace, request),
    subject: `a_${deps.random.id()}`,
    verified: false,
    expiresAt: deps.clock.now() + SESSION_MS,
  });
}

/** The company's checklist says that its widget was seen. No customer is kept out by it: the next session notes it as well. */
async function noteSite({ sightings, clock, log }: SessionDeps, workspace: string): Promise<void> {
  try {
    await sightings.note(workspace, clock.now());
  } catch (error) {
    log.warn('site.not_noted', { workspace, error: String(error) });
  }
}

/**
 * Whether a page of this origin may act for the workspace. Only browsers say where they come from, and they cannot lie;
 * whoever sends no origin is no page that could abuse somebody's session.
 */
export const isWelcome = ({ origins }: Workspace, origin: string | undefined): boolean =>
  origin === undefined || origins.includes(origin);

/** The same person on every device: the id follows from what the company calls them, and cannot be guessed from it. */
async function identified(
  deps: SessionDeps,
  workspace: Workspace,
  request: SessionRequest,
  token: string,
): Promise<SessionAnswer> {
  const { identitySecret } = workspace;
  const identity = identitySecret === undefined ? null : await deps.tokens.readIdentity(token, identitySecret);
  if (!identity) return { ok: false, code: 'bad_identity' };
  const session = await answer(deps, {
    ...customerOf(workspace, request),
    subject: `c_${deps.digest.of(workspace.id, identity.subject)}`,
    verified: true,
    ...(identity.name !== undefined && { name: identity.name }),
    ...(identity.attributes && { attributes: identity.attributes }),
    expiresAt: deps.clock.now() + SESSION_MS,
  });
  return { ...session, ...(identity.ignored && { ignored: identity.ignored }) };
}

/** Who the company vouched for stays so until that session ends; after it the company is asked again. */
async function renewed(
  deps: SessionDeps,
  workspace: Workspace,
  request: SessionRequest,
  token: string,
): Promise<SessionAnswer> {
  const session = await deps.tokens.readSession(token);
  if (session?.kind !== 'customer' || session.workspace !== workspace.id) return { ok: false, code: 'session_over' };
  return answer(deps, {
    ...session,
    locale: request.locale ?? session.locale,
    expiresAt: session.verified ? session.expiresAt : deps.clock.now() + SESSION_MS,
  });
}

const customerOf = (workspace: Workspace, { locale }: SessionRequest) =>
  ({ workspace: workspace.id, kind: 'customer', role: 'customer', locale: locale ?? workspace.locale }) as const;

const answer = async ({ tokens }: SessionDeps, session: Session): Promise<SessionAnswer> => ({
  ok: true,
  session: await tokens.writeSession(session),
  customer: session.subject,
  expiresAt: session.expiresAt,
});
