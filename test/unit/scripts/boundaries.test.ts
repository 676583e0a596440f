import { expect, it } from 'vitest';
import { circlesIn, violationsIn } from '../../../scripts/boundaries.ts';

const messagesIn = (file: string, source: string): string[] => violationsIn(file, source).map(({ message }) => message);

const GOOD: [file: string, source: string][] = [
  [
    'shared/domain/paging/decide.ts',
    `import type { Instant } from '../kernel/types.ts';\nexport const at = (t: Instant) => new Date(t);`,
  ],
  ['shared/domain/a.ts', `export const note = 'Date.now() and process.env are only words here'; // Math.random()`],
  ['shared/domain/a.ts', 'export const f = (state: { random: number }) => state.random;'],
  [
    'shared/protocol/frames.ts',
    `import * as v from 'valibot';\nimport { seq } from '../domain/types.ts';\nexport const S = v.number();`,
  ],
  [
    'shared/client/client.ts',
    `import { encode } from '../protocol/frames.ts';\nimport type { Seq } from '../domain/types.ts';`,
  ],
  [
    'functions/conversation/post.ts',
    `import { decide } from '../../shared/domain/a.ts';\nimport type { Log } from '../kernel/ports.ts';\nimport { b } from './b.ts';`,
  ],
  [
    'functions/kernel/adapters/log.ts',
    `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';\nimport { createHash } from 'node:crypto';\nconst t = process.env.TABLE;`,
  ],
  [
    'functions/entries/post/handler.ts',
    `import middy from '@middy/core';\nimport { post } from '../../conversation/post.ts';\nimport { log } from '../../kernel/adapters/log.ts';`,
  ],
  [
    'infra/app.ts',
    `import { App } from 'aws-cdk-lib';\nimport { Table } from 'aws-cdk-lib/aws-dynamodb';\nimport { ENV } from '../shared/contract.ts';\nimport { C } from './constructs/c.ts';`,
  ],
  [
    'web/widget/components/bubble.tsx',
    `import { useState } from 'preact/hooks';\nimport { words } from '../words.ts';\nexport const B = () => <p>{words}</p>;`,
  ],
  ['web/widget/connection.ts', `export const open = (url: string) => new WebSocket(url);\nvoid fetch('/v1/tickets');`],
  [
    'web/console/chat/Chat.tsx',
    `import './chat.css';\nimport { Row } from '../inbox/Row.tsx';\nimport { locale } from '../../base/locale.ts';`,
  ],
  [
    'web/console/chat/logic/facts.ts',
    `import type { Draft } from '../../desk/logic/draft.ts';\nimport type { ChatWords } from '../words.en.ts';`,
  ],
  ['local/start.ts', `import { WebSocketServer } from 'ws';\nimport { build } from '../scripts/bundles.ts';`],
  ['local/demo/data.ts', `import { decide } from '../../shared/domain/a.ts';`],
  ['local/demo/book.ts', `import { appendNewest } from '../../functions/kernel/append.ts';`],
  ['setup/directory.ts', `import { workspaceItem } from '../functions/kernel/adapters/directory-items.ts';`],
  ['test/unit/a.test.ts', `import { x } from '../../web/widget/a.ts';\nimport { y } from '../../local/b.ts';`],
];

it.each(GOOD)('lets %s do what it may: %s', (file, source) => {
  expect(messagesIn(file, source)).toEqual([]);
});

const BAD: [file: string, source: string, message: string][] = [
  [
    'local/demo/book.ts',
    `import { lookAt } from '../../functions/clocks/look.ts';`,
    'must not import functions/clocks/look.ts',
  ],
  [
    'setup/workspace.ts',
    `import { runConversationCommand } from '../functions/conversation/command.ts';`,
    'must not import functions/conversation/command.ts',
  ],
  ['shared/domain/a.ts', `import { readFileSync } from 'node:fs';`, 'must not import node:fs'],
  ['shared/domain/a.ts', `import { readFileSync } from 'fs';`, 'must not import fs'],
  ['shared/domain/a.ts', `import * as v from 'valibot';`, 'must not import valibot'],
  [
    'shared/domain/a.ts',
    `import type { Frame } from '../protocol/frames.ts';`,
    'must not import shared/protocol/frames.ts',
  ],
  ['shared/domain/a.ts', `export { Frame } from '../protocol/frames.ts';`, 'must not import shared/protocol/frames.ts'],
  ['shared/domain/a.ts', 'const now = Date.now();', 'must not use Date.now'],
  ['shared/domain/a.ts', 'const clock = Date.now;', 'must not use Date.now'],
  ['shared/domain/a.ts', `const now = globalThis.Date['now']();`, 'must not use Date.now'],
  ['shared/domain/a.ts', 'const now = new Date();', 'must not use new Date()'],
  ['shared/domain/a.ts', 'const x = Math.random();', 'must not use Math.random'],
  ['shared/domain/a.ts', 'const x = process.env.TABLE;', 'must not use process.env'],
  ['shared/domain/a.ts', `const { TABLE } = process['env'];`, 'must not use process.env'],
  ['shared/protocol/a.ts', `import { c } from '../client/client.ts';`, 'must not import shared/client/client.ts'],
  ['shared/client/a.ts', 'const s = new WebSocket(url);', 'must not use new WebSocket'],
  ['shared/client/a.ts', 'setTimeout(retry, 10);', 'must not use setTimeout()'],
  ['shared/client/a.ts', `document.title = 'x';`, 'must not use document.*'],
  [
    'functions/conversation/a.ts',
    `import { PutCommand } from '@aws-sdk/lib-dynamodb';`,
    'must not import @aws-sdk/lib-dynamodb',
  ],
  [
    'functions/conversation/a.ts',
    `const sdk = await import('@aws-sdk/lib-dynamodb');`,
    'must not import @aws-sdk/lib-dynamodb',
  ],
  ['functions/conversation/a.ts', `import middy from '@middy/core';`, 'must not import @middy/core'],
  ['functions/conversation/a.ts', `import type { SQSEvent } from 'aws-lambda';`, 'must not import aws-lambda'],
  [
    'functions/conversation/a.ts',
    `import { log } from '../kernel/adapters/log.ts';`,
    'must not import functions/kernel/adapters/log.ts',
  ],
  [
    'functions/conversation/a.ts',
    `import { recall } from '../notes/recall.ts';`,
    'must not import functions/notes/recall.ts: notes comes after conversation',
  ],
  [
    'shared/domain/kernel/a.ts',
    `import type { Card } from '../conversation/card.ts';`,
    'must not import shared/domain/conversation/card.ts: conversation comes after kernel',
  ],
  ['functions/conversation/a.ts', 'const t = process.env.TABLE;', 'must not use process.env'],
  [
    'functions/kernel/adapters/a.ts',
    `import { post } from '../../conversation/post.ts';`,
    'must not import functions/conversation/post.ts',
  ],
  ['functions/entries/post/handler.ts', `import { App } from 'aws-cdk-lib';`, 'must not import aws-cdk-lib'],
  [
    'functions/entries/post/handler.ts',
    `import { x } from '../../../web/widget/a.ts';`,
    'must not import web/widget/a.ts',
  ],
  [
    'infra/app.ts',
    `import { handler } from '../functions/entries/post/handler.ts';`,
    'must not import functions/entries/post/handler.ts',
  ],
  ['infra/app.ts', `import { decide } from '../shared/domain/a.ts';`, 'must not import shared/domain/a.ts'],
  ['web/widget/components/a.tsx', `void fetch('/x');`, 'must not use fetch()'],
  ['web/console/chat/a.tsx', 'const s = new WebSocket(u);', 'must not use new WebSocket'],
  [
    'web/console/inbox/a.ts',
    `import { chatKeys } from '../chat/chat-keys.ts';`,
    'must not import web/console/chat/chat-keys.ts',
  ],
  [
    'web/console/core/a.ts',
    `import type { Store } from '../shell/store.ts';`,
    'must not import web/console/shell/store.ts',
  ],
  [
    'web/console/desk/logic/a.ts',
    `import type { DeskModel } from '../model.ts';`,
    'must not import web/console/desk/model.ts',
  ],
  ['web/console/desk/logic/a.ts', 'const at = Date.now();', 'must not use Date.now'],
  ['web/console/nowhere/a.ts', 'export const a = 1;', 'belongs to no area of the house'],
  ['web/console/chat/a.ts', `import { chat } from '../../widget/panel.tsx';`, 'must not import web/widget/panel.tsx'],
  [
    'web/widget/a.ts',
    `import { mount } from '../console/shell/mount.tsx';`,
    'must not import web/console/shell/mount.tsx',
  ],
  [
    'web/widget/store/a.ts',
    `import { chat } from '../services/chat.ts';`,
    'must not import web/widget/services/chat.ts',
  ],
  [
    'web/base/a.ts',
    `import { chat } from '../widget/services/chat.ts';`,
    'must not import web/widget/services/chat.ts',
  ],
  [
    'web/site/a.ts',
    `import { chat } from '../widget/services/chat.ts';`,
    'must not import web/widget/services/chat.ts',
  ],
  [
    'web/widget/a.ts',
    `import { post } from '../../functions/conversation/post.ts';`,
    'must not import functions/conversation/post.ts',
  ],
  ['web/widget/a.ts', `import { readFileSync } from 'node:fs';`, 'must not import node:fs'],
  ['local/start.ts', `import { decide } from '../shared/domain/a.ts';`, 'must not import shared/domain/a.ts'],
  [
    'local/start.ts',
    `import { handler } from '../functions/entries/post/handler.ts';`,
    'must not import functions/entries/post/handler.ts',
  ],
  [
    'shared/domain/a.ts',
    `import { until } from '../../test/support/until.ts';`,
    'must not import test/support/until.ts',
  ],
];

it.each(BAD)('stops %s: %s', (file, source, message) => {
  expect(messagesIn(file, source)).toEqual([message]);
});

it('names the line', () => {
  expect(violationsIn('shared/domain/a.ts', '\n\nconst now = Date.now();\n')).toEqual([
    { file: 'shared/domain/a.ts', line: 3, message: 'must not use Date.now' },
  ]);
});

it('reports a file it cannot parse instead of passing it', () => {
  expect(messagesIn('shared/domain/a.ts', 'const = ;')).toEqual([expect.stringContaining('cannot be parsed')]);
});

it('reports a file outside every area', () => {
  expect(messagesIn('attic/a.ts', 'export {};')).toEqual(['belongs to no area of the house']);
});

const circles = (files: Readonly<Record<string, string>>): string[] =>
  circlesIn(new Map(Object.entries(files))).map(({ file, line, message }) => `${file}:${line} ${message}`);

it('refuses files that import each other in a circle, also of types alone', () => {
  expect(
    circles({
      'shared/a.ts': `import { x } from './x.ts';\nimport type { B } from './b.ts';`,
      'shared/b.ts': `export type { A } from './c/c.ts';`,
      'shared/c/c.ts': `export const a = () => import('../a.ts');`,
      'shared/x.ts': 'export const x = 1;',
    }),
  ).toEqual(['shared/a.ts:2 imports in a circle: shared/a.ts > shared/b.ts > shared/c/c.ts > shared/a.ts']);
});

it('tells a knot of many circles once, and two knots twice', () => {
  expect(
    circles({
      'setup/a.ts': `import './b.ts';\nimport './c.ts';`,
      'setup/b.ts': `import './a.ts';`,
      'setup/c.ts': `import './a.ts';\nimport './c.css?inline';`,
      'setup/d.ts': `import './e.ts';`,
      'setup/e.ts': `import './d.ts';\nimport './a.ts';`,
    }),
  ).toEqual([
    'setup/a.ts:1 imports in a circle: setup/a.ts > setup/b.ts > setup/a.ts',
    'setup/d.ts:1 imports in a circle: setup/d.ts > setup/e.ts > setup/d.ts',
  ]);
});

it('lets files share a third one', () => {
  expect(
    circles({ 'setup/a.ts': `import './c.ts';`, 'setup/b.ts': `import './a.ts';\nimport './c.ts';`, 'setup/c.ts': '' }),
  ).toEqual([]);
});
