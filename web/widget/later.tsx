/**
 * The panel's second file: what nobody needs before a person has come, or has promised to,
 * or something was refused. Loaded by services/later.ts; the
 * first is what somebody pays who opens the chat, writes and waits.
 */
export { DockLater } from './components/DockLater.tsx';
export { LinkedText } from './components/LinkedText.tsx';
export { PromiseCard } from './components/PromiseCard.tsx';
export { Refusals } from './components/Refusals.tsx';
export { default as styles } from './later.css?inline';
export { chime } from './services/chime.ts';
export { laterWords } from './strings-later.ts';
