import { describe, expect, it } from 'vitest';
import { type Action, KEYS, type KeyPress, readableKey, readKey } from '../../../../web/console/core/logic/hotkeys.ts';
import { WORDS } from '../../../support/console/words.ts';

const press = (code: string, part: Partial<KeyPress> = {}): KeyPress => ({
  code,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  typing: false,
  onControl: false,
  ...part,
});
const actionOf = (key: KeyPress, singles = true): Action | null => readKey(key, null, 0, singles).action;

describe('keys', () => {
  it.each<[string, KeyPress, Action]>([
    ['J', press('KeyJ'), 'next'],
    ['K', press('KeyK'), 'previous'],
    ['Enter', press('Enter'), 'open'],
    ['R', press('KeyR'), 'reply'],
    ['N', press('KeyN'), 'note'],
    ['E', press('KeyE'), 'close'],
    ['W', press('KeyW'), 'presence'],
    ['Shift+A', press('KeyA', { shiftKey: true }), 'alarm'],
    ['?', press('Slash', { shiftKey: true }), 'help'],
    ['Ctrl+Enter', press('Enter', { ctrlKey: true }), 'send.next'],
    ['Command+Enter', press('Enter', { metaKey: true }), 'send.next'],
  ])('%s does what the sheet of keys says', (_, key, action) => {
    expect(actionOf(key)).toBe(action);
  });

  it('single keys mean nothing inside a text field; Ctrl+Enter does', () => {
    expect(actionOf(press('KeyE', { typing: true }))).toBeNull();
    expect(actionOf(press('KeyA', { typing: true, shiftKey: true }))).toBeNull();
    expect(actionOf(press('Enter', { typing: true, ctrlKey: true }))).toBe('send.next');
  });

  it('single keys can be switched off', () => {
    expect(actionOf(press('KeyJ'), false)).toBeNull();
    expect(readKey(press('KeyG'), null, 0, false).memory).toBeNull();
  });

  it('Enter on a button presses that button and nothing else', () => {
    expect(actionOf(press('Enter', { onControl: true }))).toBeNull();
  });

  it('Ctrl+R, keys with Alt and a key held down are left to the browser', () => {
    expect(actionOf(press('KeyR', { ctrlKey: true }))).toBeNull();
    expect(actionOf(press('KeyN', { altKey: true }))).toBeNull();
    expect(actionOf(press('KeyJ', { repeat: true }))).toBeNull();
    expect(actionOf(press('KeyR', { shiftKey: true }))).toBeNull();
  });

  it('G then I goes to the inbox within a second, not later', () => {
    const { memory } = readKey(press('KeyG'), null, 100, true);
    expect(readKey(press('KeyI'), memory, 900, true).action).toBe('go.inbox');
    expect(readKey(press('KeyM'), memory, 900, true).action).toBe('go.mine');
    expect(readKey(press('KeyI'), memory, 1_200, true).action).toBeNull();
    expect(readKey(press('KeyI'), null, 900, true).action).toBeNull();
  });

  it('every key stands in the sheet of keys, in both languages', () => {
    for (const { keys } of Object.values(WORDS))
      expect(Object.keys(keys.actions).sort()).toEqual(Object.keys(KEYS).sort());
  });
});

describe('the key that somebody means', () => {
  const means = (key: string, code: string, shiftKey = false) => {
    const read = readableKey({ key, code, shiftKey });
    return actionOf(press(read.code, read));
  };

  it('on a French keyboard A stands where Q does elsewhere: Shift+A raises the alarm, Shift+Q does not', () => {
    expect(means('Q', 'KeyA', true)).toBeNull();
    expect(means('A', 'KeyQ', true)).toBe('alarm');
  });

  it('on a French keyboard the key that says Z sets nobody away, the one that says W does', () => {
    expect(means('z', 'KeyW')).toBeNull();
    expect(means('w', 'KeyZ')).toBe('presence');
  });

  it('with Russian letters on, keys go by their places', () => {
    expect(means('Ф', 'KeyA', true)).toBe('alarm');
    expect(means('о', 'KeyJ')).toBe('next');
    expect(means('.', 'Slash')).toBe('search');
    expect(means(',', 'Slash', true)).toBe('help');
  });

  it('a slash and a question mark are what they type: where a layout has them over other keys, and where it has others at their place', () => {
    expect(means('/', 'Digit7', true)).toBe('search');
    expect(means('?', 'Minus', true)).toBe('help');
    expect(means('-', 'Slash')).toBeNull();
    expect(means('!', 'Slash')).toBeNull();
  });
});
