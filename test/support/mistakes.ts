import { identityOf } from './drive.ts';
import type { BrowserWorld } from './in-browser.ts';
import type { ConsolePage, ShopPage } from './pages.ts';
import type { TestWorkspace } from './workspaces.ts';

/** At which widths the tests of mistakes run. */
export const WIDTHS = [
  ['a desktop', { width: 1400, height: 900 }],
  ['a phone', { phone: true }],
] as const;

export interface Desk extends ConsolePage {
  /** opens a chat by the name of its customer, from wherever one is */
  readonly to: (name: string) => Promise<void>;
  /** takes a chat that waits */
  readonly take: (name: string) => Promise<void>;
  /** the field for messages, whoever they are for */
  readonly write: (text: string) => Promise<void>;
  readonly send: () => Promise<void>;
  /** the reply, past the seconds in which it could be taken back */
  readonly sayNow: (text: string) => Promise<void>;
}

/** Oleg at his desk or on his phone; each width has its own way from chat to chat. */
export async function deskOf(
  world: BrowserWorld,
  workspace: TestWorkspace,
  options: (typeof WIDTHS)[number][1],
): Promise<Desk> {
  const desk = await world.console(workspace, 'oleg', options);
  const { page } = desk;
  const isPhone = 'phone' in options;
  const to = async (name: string, tab: 'Waiting' | 'Mine' = 'Mine'): Promise<void> => {
    if (isPhone) {
      if ((await desk.button('Back to the list').count()) > 0) await desk.button('Back to the list').click();
      await page.locator('.tab-bar').getByRole('button', { name: tab }).click();
    }
    await desk.pick(name);
    await page.getByRole('heading', { level: 1, name }).waitFor();
  };
  const write = (text: string): Promise<void> => page.getByRole('textbox', { name: /^Message to/ }).fill(text);
  const send = (): Promise<void> => page.locator('.composer button[type=submit]').click();
  return {
    ...desk,
    to,
    write,
    send,
    async take(name) {
      await to(name, 'Waiting');
      await desk.button('Claim').click();
      await page.getByText('Oleg joined').first().waitFor();
    },
    async sayNow(text) {
      await write(text);
      await send();
      const now = desk.button('Now');
      const bubble = page.locator('.bubble', { hasText: text });
      await bubble.first().waitFor();
      if ((await now.count()) > 0) await now.click();
    },
  };
}

/** A customer whom the company vouches for, with the widget open. */
export async function customerOf(
  world: BrowserWorld,
  workspace: TestWorkspace,
  name: string,
  options: (typeof WIDTHS)[number][1],
): Promise<ShopPage> {
  return world.shop(workspace, { ...options, identity: await identityOf(workspace, name.toLowerCase(), name) });
}

/** Whether a text ever came over a page's sockets. */
export const cameOver = ({ frames }: Pick<ShopPage, 'frames'>, text: string): boolean =>
  frames.some((frame) => frame.includes(text));
