/**
 * What nobody needs before a person has come, or has promised to, or something was refused: the second file of the panel,
 * loaded by panel.tsx. The first is what somebody pays who opens the chat, writes and waits.
 */

export { LinkedText } from '../base/LinkedText.tsx';
export { Aside } from './components/Aside.tsx';
export { Card } from './components/Cards.tsx';
export { DockLater } from './components/DockLater.tsx';
export { Typing } from './components/Typing.tsx';
export { default as styles } from './later.css?inline';
export { chime } from './services/chime.ts';
export { tellDelivered } from './services/delivery.ts';
export { gone, hintFor, tellerFor } from './services/telling.ts';
