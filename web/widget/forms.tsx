/** What is filled in, loaded by panel.tsx when it is: "call me", and the questions after the end. */

export { CallForm } from './components/CallForm.tsx';
export { Finished } from './components/Finished.tsx';
export { default as styles } from './forms.css?inline';
