// Looks, before `npm start` and `npm test`, for what would otherwise fail later and less clearly.
// Plain JavaScript on purpose: it has to run on the very Node that is too old for the rest.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const top = join(dirname(fileURLToPath(import.meta.url)), '..');
const isStart = process.argv[2] === 'start';

const complaints = [];
for (const check of [checkNode, checkPackages, checkTableEngine, ...(isStart ? [checkDataFolder, checkPort] : [])]) {
  const complaint = await check();
  if (complaint === undefined) continue;
  complaints.push(complaint);
  if (check !== checkTableEngine) break; // the rest would only follow from it: a second start finds the port taken as well
}
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length === 0 ? 0 : 1;

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return undefined;
  return `Node ${process.versions.node} is too old for Otvet, which needs 22.18 or newer: install Node 24, or run \`npm ci --include=optional\`, which brings its own where it can.`;
}

function checkPackages() {
  if (existsSync(join(top, 'node_modules/vite/package.json'))) return undefined;
  return 'The packages are not installed: run `npm ci` first.';
}

async function checkTableEngine() {
  const endpoint = process.env.OTVET_DYNAMODB_ENDPOINT;
  if (endpoint !== undefined && endpoint !== '') return checkEndpoint(endpoint);
  if (runs(bundledEngine()) || runs('dynoxide')) return undefined;
  return `There is no table engine for ${process.platform} ${process.arch} here: put \`dynoxide\` on the PATH, or run \`docker run -d -p 8000:8000 amazon/dynamodb-local\` and set OTVET_DYNAMODB_ENDPOINT=http://localhost:8000.`;
}

function bundledEngine() {
  try {
    const manifest = createRequire(import.meta.url).resolve(
      `@dynoxide/${process.platform}-${process.arch}/package.json`,
    );
    return join(dirname(manifest), 'dynoxide');
  } catch {
    return undefined;
  }
}

function runs(command) {
  return command !== undefined && spawnSync(command, ['--version'], { stdio: 'ignore', timeout: 5000 }).status === 0;
}

async function checkEndpoint(endpoint) {
  let url;
  try {
    url = new URL(endpoint);
  } catch {
    return `OTVET_DYNAMODB_ENDPOINT is "${endpoint}", which is no URL: set it to something like http://localhost:8000, or unset it.`;
  }
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const answers = await new Promise((settle) => {
    const socket = connect({ host, port, timeout: 2000 });
    const end = (isThere) => {
      socket.destroy();
      settle(isThere);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
  if (answers) return undefined;
  return `Nothing answers at OTVET_DYNAMODB_ENDPOINT (${endpoint}): start the table engine there, or unset the variable to use the one that comes with the packages.`;
}

/** The runner leaves its process id in `.data/pid`; after a crash the file stays, and its process is gone or is another program's. */
function checkDataFolder() {
  const folder = process.env.OTVET_DATA || '.data';
  const pid = Number(readText(resolve(top, folder, 'pid')));
  if (!Number.isInteger(pid) || pid <= 0 || !isRunner(pid)) return undefined;
  return `Otvet already runs on ${folder} as process ${pid}: stop that one, or give this one a folder and a port of its own with \`OTVET_DATA=.data/second OTVET_PORT=4500 npm start\`.`;
}

function isRunner(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') return false;
  }
  const commandLine = readText(`/proc/${pid}/cmdline`) ?? spawnSync('ps', ['-p', String(pid), '-o', 'args=']).stdout;
  return commandLine === null || commandLine === undefined || String(commandLine).includes('local/start');
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

async function checkPort() {
  const port = Number(process.env.OTVET_PORT || 4400);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    return `OTVET_PORT is "${process.env.OTVET_PORT}", which is no port: set it to a number from 1 to 65535, or unset it for 4400.`;
  }
  const code = await new Promise((settle) => {
    const server = createServer();
    server.once('error', (error) => settle(error.code));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => settle(undefined)));
  });
  if (code === undefined) return undefined;
  if (code === 'EACCES') return `Port ${port} needs more rights than you have: run \`OTVET_PORT=4400 npm start\`.`;
  return `Port ${port} is taken by another program: stop it, or run \`OTVET_PORT=${port + 100} npm start\`.`;
}
