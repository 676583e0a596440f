import { existsSync, readFileSync } from 'node:fs';
import { appendFile, chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { browserFolder, packagedBrowser, removeFolder } from './packaged-browser.ts';
import { wholeBrowser } from './whole-browser.ts';

export interface TestBrowser {
  readonly browser: Browser;
  /** once it has died: one line with its last words and the way out */
  readonly death: () => string | undefined;
  /** ends it, and removes whatever it left, however it ended */
  readonly close: () => Promise<void>;
}

export interface LaunchOptions {
  /** asks for a whole browser: the packaged one is a headless shell, which knows no notifications */
  readonly whole?: boolean;
}

/** Where to run it, and how it is called in messages. */
interface Choice {
  readonly executablePath: string;
  readonly name: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly remove: () => Promise<void>;
}

/** Never the package's own arguments: they switch the web's security off. */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
/** Names a file that each launched browser writes its name to: a run says at its end which browsers it used. */
const USED = 'OTVET_BROWSERS_USED';
const WAY_OUT = 'Run the file again alone; OTVET_BROWSER=/path/to/chromium takes another browser.';

/**
 * Launches a browser; undefined where there is none. It is the packaged one, which every machine has, unless `OTVET_BROWSER`
 * names another; only a platform without the package uses the system's.
 * @throws where the browser does not start, or dies as soon as it draws: one line with its last words
 */
export async function launchBrowser({ whole = false }: LaunchOptions = {}): Promise<TestBrowser | undefined> {
  const choice = whole ? wholeChoice() : await choose();
  if (choice === undefined) return undefined;
  const folder = await browserFolder();
  const said = join(folder, 'said.txt');
  const remove = async (): Promise<void> => {
    await removeFolder(folder);
    await choice.remove();
  };
  try {
    const env = choice.env ?? (process.env as Record<string, string>);
    const browser = await chromium.launch({
      executablePath: await listened(choice.executablePath, folder, said),
      args: ARGUMENTS,
      env: { ...env, TMPDIR: folder },
    });
    let isClosing = false;
    let death: string | undefined;
    browser.on('disconnected', () => {
      if (!isClosing) death = deathOf(choice.name, lastWords(said));
    });
    await probe(browser);
    if (process.env[USED]) await appendFile(process.env[USED], `${choice.name}, version ${browser.version()}\n`);
    return {
      browser,
      death: () => death,
      close: async () => {
        isClosing = true;
        await browser.close().catch(() => undefined); // it is gone already: its folder is removed all the same
        await remove();
      },
    };
  } catch (error) {
    const line = deathOf(choice.name, lastWords(said) || String(error).split('\n')[0] || '');
    await remove();
    throw new Error(line, { cause: error });
  }
}

const nothing = async (): Promise<void> => undefined;

async function choose(): Promise<Choice | undefined> {
  const named = process.env['OTVET_BROWSER'];
  if (named !== undefined && named !== '' && named !== 'packaged') return wholeChoice();
  const packaged = await packagedBrowser();
  if (packaged === undefined) return wholeChoice();
  return { ...packaged, name: 'the headless shell of @sparticuz/chromium' };
}

function wholeChoice(): Choice | undefined {
  const executablePath = wholeBrowser();
  return executablePath === undefined ? undefined : { executablePath, name: executablePath, remove: nothing };
}

/** A script in its place that keeps what it says on its error output: Playwright shows that only when a launch fails. */
async function listened(executablePath: string, folder: string, said: string): Promise<string> {
  const script = join(folder, 'browser.sh');
  await writeFile(script, `#!/bin/sh\nexec '${executablePath}' "$@" 2>'${said}'\n`);
  await chmod(script, 0o700);
  return script;
}

/** Draws a text field, the first thing a browser without a usable font dies at. */
async function probe(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  await page.setContent('<textarea>Ответ</textarea>');
  await page.screenshot();
  await page.close();
}

const deathOf = (name: string, words: string): string =>
  `The browser died (${name}): ${words === '' ? 'it said nothing' : words}. ${WAY_OUT}`;

/** What killed it, where it says so, else the last line of its error output. */
function lastWords(said: string): string {
  if (!existsSync(said)) return '';
  const lines = readFileSync(said, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const line =
    lines.findLast((one) => one.includes('FATAL') || one.includes('error while loading')) ?? lines.at(-1) ?? '';
  return line.slice(0, 200);
}
