import type { Millis } from '../../shared/domain/kernel/types.ts';
import { type Night, type NightFigures, nightOf, nightsBefore } from '../../shared/domain/on-call/night.ts';
import type { ContactKind } from '../../shared/domain/paging/contact.ts';
import { ON_CALL } from '../../shared/domain/paging/ladders.ts';
import { type PageCommit, type PageStory, type StoryContext, storyOf } from '../../shared/domain/paging/story.ts';
import type { Me, OnCallDeps } from './access.ts';

/** Pages as stories: read backwards from the log, so many commits at most for one question. */

export type StoryDeps = Pick<OnCallDeps, 'pages' | 'conversations' | 'contacts'>;

/** Pages of the on-call ladder in one answer. */
const PAGES = 10;
const CHUNK = 100;
/** Commits read for one answer: about 1 KB each. A page that rang all weekend is told from its end. */
const MOST = 600;
const MOST_OF_NIGHTS = 3000;
/** A specialist's page and the note of it in the on-call log are written within this time of each other. */
const NOTED_WITHIN: Millis = 60_000;
const NIGHTS = 28;

/** The newest pages before a place in the log, newest first, those of the specialists woken in them among them. */
export async function pagesBefore(
  deps: StoryDeps,
  { workspace }: Pick<Me, 'workspace'>,
  before: number | null,
): Promise<{ readonly pages: readonly PageStory[]; readonly before: number | null }> {
  // The answer before this one may have ended within a page that was too long: it has been told.
  const [at] = before === null ? [] : await deps.pages.readBack({ workspace, id: ON_CALL }, before + 1, 1);
  const told = at && at.seq === before && !isRaise(at) ? at.state.episode : null;

  const commits = await readBack(deps, workspace, ON_CALL, before, MOST, (read) => read.filter(isRaise).length > PAGES);
  const isRest = ({ state }: PageCommit): boolean => state.episode !== told;
  const raises = commits.filter(isRaise);
  // Commits of a page that is told next time are left to that time.
  const last = raises[PAGES - 1];
  const own = last ? commits.filter(({ seq }) => seq >= last.seq) : commits;
  // The commit that raised a page may say who took the one before it.
  const stories = await storiesOf(deps, workspace, own.filter(isRest), at);
  const oldest = own.at(-1)?.seq ?? 1;
  return { pages: stories, before: oldest > 1 ? oldest : null };
}

/** Figures of the last 28 nights, newest first, as far back as was read. */
export async function nightFigures(
  deps: StoryDeps & Pick<OnCallDeps, 'settings' | 'clock'>,
  { workspace }: Pick<Me, 'workspace'>,
): Promise<readonly NightFigures[]> {
  const found = await deps.settings.workspace(workspace);
  if (!found) return [];
  const nights = nightsBefore(deps.clock.now(), found.policy, NIGHTS);
  return figuresOf(deps, workspace, nights);
}

/** Figures of some nights, newest first. */
export async function figuresOf(
  deps: Pick<StoryDeps, 'pages'>,
  workspace: string,
  nights: readonly Night[],
): Promise<readonly NightFigures[]> {
  const oldest = nights.at(-1);
  if (!oldest) return [];
  const isBefore = ({ at }: PageCommit): boolean => at < oldest.from;
  const commits = await readBack(deps, workspace, ON_CALL, null, MOST_OF_NIGHTS, (read) => read.some(isBefore));
  const isCut = commits.length >= MOST_OF_NIGHTS && !commits.some(isBefore);
  const from = isCut ? (commits.at(-1)?.at ?? 0) : 0;
  const stories = [
    ...tell(ON_CALL, commits, SILENT),
    ...(await specialistsOf(deps, workspace, commits, SILENT, oldest.from)),
  ];
  return nights.filter((night) => night.from >= from).map((night) => nightOf(stories, night));
}
/** Figures need neither names nor kinds. */
const SILENT: StoryContext = { nameOf: () => '', kindOf: () => undefined };

async function storiesOf(
  deps: StoryDeps,
  workspace: string,
  commits: readonly PageCommit[],
  after: PageCommit | undefined,
): Promise<readonly PageStory[]> {
  const contacts = await deps.contacts.all(workspace);
  const kinds = new Map<string, ContactKind>(contacts.map(({ id, kind }) => [id, kind]));
  const kindOf = (contact: string): ContactKind | undefined => kinds.get(contact);
  const silent: StoryContext = { nameOf: () => '', kindOf };
  const stories = [
    ...tell(ON_CALL, commits, silent, after),
    ...(await specialistsOf(deps, workspace, commits, silent, null)),
  ];
  const names = await namesOf(
    deps,
    workspace,
    stories.flatMap(({ waits }) => waits.map(({ conversation }) => conversation)),
  );
  return stories
    .map((story) => ({
      ...story,
      waits: story.waits.map((wait) => ({ ...wait, name: names.get(wait.conversation) ?? '' })),
    }))
    .toSorted((a, b) => b.raisedAt - a.raisedAt);
}

/** Stories of all episodes in some commits (newest first) of one ladder. */
function tell(ladder: string, commits: readonly PageCommit[], context: StoryContext, after?: PageCommit): PageStory[] {
  const inOrder = commits.toReversed();
  const episodes = new Set(inOrder.map(({ state }) => state.episode));
  const known = after ? [...inOrder, after] : inOrder;
  return [...episodes].flatMap((episode) => storyOf(ladder, episode, known, context) ?? []);
}

/**
 * Pages of the specialists whom somebody woke in these commits: those that rang when it was noted, or all since a time. Each
 * ladder is read as far back as it takes.
 */
async function specialistsOf(
  deps: Pick<StoryDeps, 'pages'>,
  workspace: string,
  commits: readonly PageCommit[],
  context: StoryContext,
  since: Millis | null,
): Promise<PageStory[]> {
  const woken = commits.flatMap(({ events, at }) =>
    events.flatMap((event) => (event.type === 'specialist.woken' ? [{ ladder: event.ladder, at }] : [])),
  );
  const byLadder = Map.groupBy(woken, ({ ladder }) => ladder);
  const stories = await Promise.all(
    [...byLadder].map(async ([ladder, named]) => {
      const oldest = (since ?? Math.min(...named.map(({ at }) => at))) - NOTED_WITHIN;
      const read = await readBack(deps, workspace, ladder, null, MOST, (all) =>
        all.some((commit) => isRaise(commit) && commit.at < oldest),
      );
      const told = tell(ladder, read, context);
      if (since !== null) return told;
      // Raised for it, or joined as it rang already.
      const ringing = named.map(({ at }) => told.findLast(({ raisedAt }) => raisedAt <= at + NOTED_WITHIN));
      return [...new Set(ringing)].filter((story) => story !== undefined);
    }),
  );
  return stories.flat();
}

async function namesOf(
  { conversations }: Pick<StoryDeps, 'conversations'>,
  workspace: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = await Promise.all(
    [...new Set(ids)].map(async (id) => {
      const { commits } = await conversations.read({ workspace, id }, 1, 1);
      return [id, commits[0]?.body.customerName ?? ''] as const;
    }),
  );
  return new Map(names);
}

/** Commits of a ladder newest first, until there are enough, or `most` were read. */
async function readBack(
  { pages }: Pick<StoryDeps, 'pages'>,
  workspace: string,
  ladder: string,
  before: number | null,
  most: number,
  isEnough: (read: readonly PageCommit[]) => boolean,
): Promise<readonly PageCommit[]> {
  const read: PageCommit[] = [];
  while (read.length < most && !isEnough(read)) {
    const part = await pages.readBack({ workspace, id: ladder }, read.at(-1)?.seq ?? before, CHUNK);
    read.push(...part);
    if (part.length < CHUNK) break;
  }
  return read;
}

const isRaise = ({ events }: PageCommit): boolean => events.some(({ type }) => type === 'page.raised');
